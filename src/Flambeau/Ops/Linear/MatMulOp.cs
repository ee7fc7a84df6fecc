using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Matrix products of strided tensors without history: finds the leading dimension and the transposition that a view stands for.</summary>
internal static class MatMulOp
{
    /// <summary>
    /// The product of [m, k] and [k, n], with an optional bias [n] added to every row, then the activation; b may have been
    /// packed before.
    /// </summary>
    public static Tensor Multiply(
        Tensor a, Tensor b, Tensor? bias = null, Activation activation = Activation.None, PackedMatrix<float>? packed = null)
    {
        var output = Tensor.New([a.Shape[0], b.Shape[1]], a.DType);
        if (packed is not null)
        {
            Matrices left = new(a.Unsqueeze(0));
            ReadOnlySpan<float> row = bias is null ? default : bias.Contiguous().ReadSpan<float>();
            Gemm.Multiply(
                a.Shape[0], left.Tensor.ReadReach<float>(), left.Leading, left.Transposed, packed, output.Span<float>(), b.Shape[1], bias: row, activation: activation);
            return output;
        }

        Run(a.Unsqueeze(0), b.Unsqueeze(0), bias, activation, output);
        return output;
    }

    /// <summary>The products of [batch, m, k] and [batch, k, n].</summary>
    public static Tensor MultiplyBatched(Tensor a, Tensor b)
    {
        var output = Tensor.New([a.Shape[0], a.Shape[1], b.Shape[2]], a.DType);
        Run(a, b, null, Activation.None, output);
        return output;
    }

    /// <summary>The product of all sizes but the last.</summary>
    public static int RowCount(Shape shape)
    {
        int rows = 1;
        foreach (int size in shape.AsSpan()[..^1])
        {
            rows *= size;
        }

        return rows;
    }

    private static void Run(Tensor a, Tensor b, Tensor? bias, Activation activation, Tensor output)
    {
        if (output.Numel == 0)
        {
            return;
        }

        if (a.DType.IsFloatingPoint)
        {
            Dispatch.Float("MatMul", a.DType, new FloatProducts(new Matrices(a), new Matrices(b), bias?.Contiguous(), activation, output));
        }
        else
        {
            Dispatch.Numeric("MatMul", a.DType, new PlainProducts(new Matrices(a), new Matrices(b), output));
        }
    }

    /// <summary>A batch of matrices in memory: each row-major, or column-major when transposed.</summary>
    private readonly struct Matrices
    {
        public Matrices(Tensor tensor)
        {
            var (rows, columns) = (tensor.Shape[1], tensor.Shape[2]);
            if (!Fits(tensor, 1, rows, columns) && !Fits(tensor, 2, columns, rows))
            {
                tensor = tensor.Detach().Contiguous();
            }

            Tensor = tensor;
            Transposed = !Fits(tensor, 1, rows, columns);
            var (outer, run) = Transposed ? (2, rows) : (1, columns);
            Leading = tensor.Shape[outer] > 1 ? tensor.Strides[outer] : Math.Max(1, run);
            Batch = tensor.Shape[0] > 1 ? tensor.Strides[0] : 0;
        }

        public Tensor Tensor { get; }

        public bool Transposed { get; }

        /// <summary>The distance between rows (columns when transposed).</summary>
        public int Leading { get; }

        /// <summary>The distance between matrices; 0 when one is used for all.</summary>
        public int Batch { get; }

        // rows of neighbours, one after the other without overlap
        private static bool Fits(Tensor tensor, int outer, int rows, int run) =>
            (run == 1 || tensor.Strides[3 - outer] == 1) && (rows == 1 || tensor.Strides[outer] >= run);
    }

    private readonly struct FloatProducts(Matrices a, Matrices b, Tensor? bias, Activation activation, Tensor output) : IFloatWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var (m, n, k) = (output.Shape[output.Dim - 2], output.Shape[output.Dim - 1], a.Tensor.Shape[2]);
            if (output.Dim == 2)
            {
                ReadOnlySpan<T> row = bias is null ? default : bias.ReadSpan<T>();
                Gemm.Multiply(
                    m, n, k, a.Tensor.ReadReach<T>(), a.Leading, a.Transposed, b.Tensor.ReadReach<T>(), b.Leading, b.Transposed, output.Span<T>(), n, bias: row, activation: activation);
            }
            else
            {
                Gemm.MultiplyBatched(
                    output.Shape[0], m, n, k, a.Tensor.ReadReach<T>(), a.Batch, a.Leading, a.Transposed, b.Tensor.ReadReach<T>(), b.Batch, b.Leading, b.Transposed,
                    output.Span<T>(), m * n, n);
            }
        }
    }

    private readonly struct PlainProducts(Matrices a, Matrices b, Tensor output) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> x = a.Tensor.ReadReach<T>(), y = b.Tensor.ReadReach<T>();
            var (m, n, k) = (output.Shape[output.Dim - 2], output.Shape[output.Dim - 1], a.Tensor.Shape[2]);
            var (aRow, aColumn) = a.Transposed ? (1, a.Leading) : (a.Leading, 1);
            var (bRow, bColumn) = b.Transposed ? (1, b.Leading) : (b.Leading, 1);
            var span = output.Span<T>();
            for (int at = 0; at < span.Length; at++)
            {
                int item = at / (m * n);
                int from = (item * a.Batch) + (at / n % m * aRow);
                int to = (item * b.Batch) + (at % n * bColumn);
                var sum = T.Zero;
                for (int i = 0; i < k; i++)
                {
                    sum += x[from + (i * aColumn)] * y[to + (i * bRow)];
                }

                span[at] = sum;
            }
        }
    }
}
