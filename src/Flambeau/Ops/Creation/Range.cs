using System.Numerics;

namespace Flambeau;

/// <content>Evenly spaced numbers.</content>
public partial class Tensor
{
    /// <summary>The numbers 0, 1, ... below <paramref name="end"/> (<c>torch.arange</c>).</summary>
    public static Tensor Arange(Scalar end, DType? dtype = null) => Arange(0, end, 1, dtype);

    /// <summary>
    /// The numbers from <paramref name="start"/> in steps of <paramref name="step"/> up to, but without,
    /// <paramref name="end"/>; int64 when all three are integers, else float32 (<c>torch.arange</c>).
    /// </summary>
    /// <exception cref="ArgumentException">The step is zero or leads away from the end.</exception>
    public static Tensor Arange(Scalar start, Scalar end, Scalar? step = null, DType? dtype = null)
    {
        Scalar by = step ?? 1;
        bool whole = start.Kind != ScalarKind.Float && end.Kind != ScalarKind.Float && by.Kind != ScalarKind.Float;
        var (from, to, size) = (start.ToDouble(), end.ToDouble(), by.ToDouble());
        if (size == 0 || (size > 0 ? from > to : from < to))
        {
            throw new ArgumentException($"Arange: the step must lead from start to end, but got start {start}, end {end} and step {by}.");
        }

        int count = checked((int)Math.Ceiling((to - from) / size));
        return Filled(count, dtype ?? (whole ? DType.Int64 : DType.Float32), i => from + (i * size), i => start.ToInt64() + (i * by.ToInt64()), whole);
    }

    /// <summary><paramref name="steps"/> numbers from <paramref name="start"/> to <paramref name="end"/>, both included (<c>torch.linspace</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public static Tensor Linspace(double start, double end, int steps, DType dtype = DType.Float32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        if (dtype == DType.Float32)
        {
            var output = New(new Shape(steps), dtype);

            // in float, from both ends, as PyTorch computes it
            float step = steps > 1 ? ((float)end - (float)start) / (steps - 1) : 0;
            var span = output.Span<float>();
            for (int i = 0; i < steps; i++)
            {
                span[i] = i < steps / 2 || steps == 1 ? (float)start + (step * i) : (float)end - (step * (steps - i - 1));
            }

            return output;
        }

        double gap = steps > 1 ? (end - start) / (steps - 1) : 0;
        double At(int i) => i < steps / 2 || steps == 1 ? start + (gap * i) : end - (gap * (steps - i - 1));
        return Filled(steps, dtype, At, i => (long)At(i), whole: false);
    }

    /// <summary><paramref name="base"/> to the powers from <paramref name="start"/> to <paramref name="end"/>, both included (<c>torch.logspace</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public static Tensor Logspace(double start, double end, int steps, double @base = 10, DType dtype = DType.Float32)
    {
        var exponents = Linspace(start, end, steps, DType.Float64);
        return Pow(@base, exponents).To(dtype);
    }

    /// <summary>Ones on the diagonal of an n by n matrix, zeros elsewhere (<c>torch.eye</c>).</summary>
    public static Tensor Eye(int n, DType dtype = DType.Float32) => Eye(n, n, dtype);

    /// <summary>Ones on the diagonal of an n by m matrix, zeros elsewhere (<c>torch.eye</c>).</summary>
    public static Tensor Eye(int n, int m, DType dtype = DType.Float32)
    {
        var output = Zeros([n, m], dtype);
        output.Diagonal().FillInPlace(1);
        return output;
    }

    private static Tensor Filled(int count, DType dtype, Func<int, double> at, Func<int, long> wholeAt, bool whole)
    {
        if (whole)
        {
            var integers = New(new Shape(count), DType.Int64);
            var span = integers.Span<long>();
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = wholeAt(i);
            }

            return integers.To(dtype);
        }

        var numbers = New(new Shape(count), DType.Float64);
        var values = numbers.Span<double>();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = at(i);
        }

        return numbers.To(dtype);
    }
}
