using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Looking up rows of a table.</content>
public static partial class F
{
    /// <summary>
    /// Rows of a table by position (<c>F.embedding</c>). Input: [*] of integers. Weight: [rows, columns]. Output: [*, columns].
    /// </summary>
    /// <param name="input">The positions.</param>
    /// <param name="weight">The table.</param>
    /// <param name="paddingIdx">A row that gets no gradient; negative ones count from the end.</param>
    /// <param name="maxNorm">Rows longer than this are shortened to it, in place, before they are looked up.</param>
    /// <param name="normType">The p of the norm.</param>
    /// <param name="scaleGradByFreq">Divide each row's gradient by how often it was looked up.</param>
    /// <exception cref="ArgumentException">The positions are not integers, or the table is not a matrix.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position lies outside the table.</exception>
    public static Tensor Embedding(
        Tensor input, Tensor weight, int? paddingIdx = null, double? maxNorm = null, double normType = 2, bool scaleGradByFreq = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        Check.Rank(nameof(Embedding), weight, 2, "[rows, columns]", nameof(weight));
        Check.Floating(nameof(Embedding), weight, nameof(weight));
        long[] positions = Positions(input, weight);
        if (maxNorm is { } limit)
        {
            Renormalise(weight, positions, limit, normType);
        }

        var table = weight.Contiguous();
        var output = Tensor.New([.. input.Shape.AsSpan(), weight.Shape[1]], weight.DType);
        if (weight.DType == DType.Float64)
        {
            CopyRows<double>(table, positions, output);
        }
        else
        {
            CopyRows<float>(table, positions, output);
        }

        int padding = paddingIdx is { } row ? (row < 0 ? row + weight.Shape[0] : row) : -1;
        return Recorder.Wants(table)
            ? Recorder.Record(output, new EmbeddingBackward(positions, table.Shape, padding, scaleGradByFreq), table)
            : output;
    }

    private static long[] Positions(Tensor input, Tensor weight)
    {
        if (input.DType is not (DType.Int64 or DType.Int32))
        {
            throw new ArgumentException($"Embedding: input must hold int64 or int32 positions, but got {input.DType.TorchName}. input has shape {input.Shape}.", nameof(input));
        }

        long[] positions = input.Long().ToArray<long>();
        int wrong = Array.FindIndex(positions, position => position < 0 || position >= weight.Shape[0]);
        return wrong < 0 ? positions : throw new ArgumentOutOfRangeException(
            nameof(input), $"Embedding: position {positions[wrong]} lies outside the table of {weight.Shape[0]} rows. input has shape {input.Shape}, weight has shape {weight.Shape}.");
    }

    private static void Renormalise(Tensor weight, long[] positions, double limit, double p)
    {
        using var scope = GradMode.NoGrad();
        foreach (long position in positions.Distinct())
        {
            var row = weight.Select(0, (int)position);
            double norm = Math.Pow(row.Double().ToArray<double>().Sum(value => Math.Pow(Math.Abs(value), p)), 1 / p);
            if (norm > limit)
            {
                row.MulInPlace(limit / (norm + 1e-7));
            }
        }
    }

    private static void CopyRows<T>(Tensor table, long[] positions, Tensor output)
        where T : unmanaged =>
        TableRows.Take(table.Shape[1], table.Span<T>(), positions, output.Span<T>());

    // every row of the table sums the gradients of the places it was copied to
    private sealed class EmbeddingBackward(long[] positions, Shape table, int padding, bool scaleByFrequency) : BackwardNode
    {
        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradient = Tensor.Zeros(table, gradOutput.DType);
            if (gradOutput.DType == DType.Float64)
            {
                AddRows<double>(gradOutput.Contiguous(), gradient);
            }
            else
            {
                AddRows<float>(gradOutput.Contiguous(), gradient);
            }

            return [gradient];
        }

        private void AddRows<T>(Tensor gradOutput, Tensor gradient)
            where T : unmanaged, INumber<T>
        {
            T[]? factors = scaleByFrequency ? new T[table[0]] : null;
            foreach (var (position, count) in scaleByFrequency ? positions.CountBy(position => position) : [])
            {
                factors![position] = T.One / T.CreateChecked(count);
            }

            TableRows.Add(table[1], gradOutput.Span<T>(), positions, padding, factors, gradient.Span<T>());
        }
    }
}
