namespace Flambeau.Tests.Ops;

/// <summary>Fixed inputs for checks of operators.</summary>
internal static class TestData
{
    /// <summary>float64 numbers of both signs, all different and away from whole and half numbers.</summary>
    public static Tensor Numbers(params int[] shape) => Fill(shape, i => (Math.Sin((2.3 * i) + 0.7) * 2.1) + (0.0137 * (i + 1)));

    /// <summary>float64 numbers between 0.3 and 2.3.</summary>
    public static Tensor Positive(params int[] shape) => Fill(shape, i => 1.3 + (0.98 * Math.Sin((1.9 * i) + 0.4)));

    /// <summary>float64 numbers in (-0.9, 0.9).</summary>
    public static Tensor Unit(params int[] shape) => Fill(shape, i => 0.88 * Math.Sin((1.9 * i) + 0.4));

    private static Tensor Fill(int[] shape, Func<int, double> value)
    {
        var tensor = Tensor.Empty(new Shape(shape), DType.Float64);
        var span = tensor.AsSpan<double>();
        for (int i = 0; i < span.Length; i++)
        {
            span[i] = value(i);
        }

        return tensor;
    }
}
