using System.Globalization;
using Xunit;

namespace Flambeau.Testing;

/// <summary>Assertions on tensors that say where and by how much two of them differ.</summary>
public static class TensorAssert
{
    /// <summary>Same type, shape and elements; NaN equals NaN.</summary>
    public static void Equal(Tensor expected, Tensor actual, string? what = null) => AllClose(expected, actual, 0, 0, what);

    /// <summary>Same shape and elements as the given values.</summary>
    public static void Equal(double[] expected, Tensor actual, string? what = null) => Close(expected, actual, 0, 0, what);

    /// <summary>
    /// Same type and shape, and |actual - expected| at most atol + rtol * |expected| for every element; NaN equals NaN
    /// and infinities equal themselves.
    /// </summary>
    public static void AllClose(Tensor expected, Tensor actual, double atol = 1e-10, double rtol = 1e-8, string? what = null)
    {
        string prefix = what is null ? "" : what + ": ";
        Assert.True(expected.DType == actual.DType, $"{prefix}expected type {expected.DType}, but got {actual.DType}.");
        Assert.True(expected.Shape == actual.Shape, $"{prefix}expected shape {expected.Shape}, but got {actual.Shape}.");
        Close(Values(expected), actual, atol, rtol, what);
    }

    /// <summary>As <see cref="AllClose"/>, against values in row-major order, whatever the shape and type.</summary>
    public static void Close(double[] expected, Tensor actual, double atol = 1e-10, double rtol = 1e-8, string? what = null) =>
        Close(expected, Values(actual), actual.Shape, atol, rtol, what);

    /// <summary>As <see cref="AllClose"/>, for two scalars.</summary>
    public static void Close(double expected, double actual, double atol = 1e-10, double rtol = 1e-8, string? what = null) =>
        Close([expected], [actual], [], atol, rtol, what);

    /// <summary>The elements as doubles in row-major order.</summary>
    public static double[] Values(Tensor tensor) => tensor.Detach().To(DType.Float64).ToArray<double>();

    private static void Close(double[] expected, double[] actual, Shape shape, double atol, double rtol, string? what)
    {
        string prefix = what is null ? "" : what + ": ";
        Assert.True(expected.Length == actual.Length, $"{prefix}expected {expected.Length} elements, but got {actual.Length} (shape {shape}).");
        int wrong = 0;
        int worst = -1;
        double largest = -1;
        for (int i = 0; i < expected.Length; i++)
        {
            double size = Difference(expected[i], actual[i]);
            if (size == 0 || (double.IsFinite(size) && size <= atol + (rtol * Math.Abs(expected[i]))))
            {
                continue;
            }
            wrong++;
            if (size > largest)
            {
                largest = size;
                worst = i;
            }
        }
        if (wrong > 0)
        {
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{prefix}{wrong} of {expected.Length} elements differ (atol {atol}, rtol {rtol}); largest difference {largest:G6} at "
                + $"{Index(worst, shape)} of shape {shape}: expected {expected[worst]:R}, but got {actual[worst]:R}."));
        }
    }

    // Equal infinities and two NaN have no difference to subtract; one of either differs from anything else without end.
    private static double Difference(double expected, double actual)
    {
        double difference = expected.Equals(actual) || expected == actual ? 0 : Math.Abs(expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    private static string Index(int flat, Shape shape)
    {
        int[] index = new int[shape.Count];
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            index[d] = flat % shape[d];
            flat /= shape[d];
        }
        return $"[{string.Join(", ", index)}]";
    }
}
