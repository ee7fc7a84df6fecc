using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

public class CompareTests
{
    [Fact]
    public void Relations_follow_IEEE_and_broadcast()
    {
        var a = Tensor.From([1.0, 2, 3, double.NaN]);
        var b = Tensor.From([1.0, 3, 2, double.NaN]);
        Assert.Equal([true, false, false, false], a.Eq(b).ToArray<bool>());
        Assert.Equal([false, true, true, true], a.Ne(b).ToArray<bool>());
        Assert.Equal([false, true, false, false], (a < b).ToArray<bool>());
        Assert.Equal([true, true, false, false], (a <= b).ToArray<bool>());
        Assert.Equal([false, false, true, false], (a > b).ToArray<bool>());
        Assert.Equal([true, false, true, false], (a >= b).ToArray<bool>());
        Assert.Equal([true, true, false, false], (a < 2.5).ToArray<bool>());
        Assert.Equal(new Shape(4, 4), a.Unsqueeze(1).Eq(b).Shape);
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt8)]
    public void Relations_hold_whatever_the_strides_and_wherever_an_element_lies(DType dtype)
    {
        // enough for several threads; an odd number of columns, so that no row begins as the one before
        const int Rows = 301, Columns = 127;
        var x = Special(Rows * Columns, 0).Reshape(Rows, Columns).To(dtype);
        var y = Special(Rows * Columns, 4).Reshape(Rows, Columns).To(dtype);
        Relations(x, y);
        Relations(x, y.Transpose(0, 1).Contiguous().Transpose(0, 1));
        Relations(x, y[0]);
        Relations(x, y[.., ..1]);
        for (int i = 0; i < s_special.Length; i++)
        {
            Relations(x, y[0, i]);
            Relations(x[0, i], y);
        }
    }

    private static void Relations(Tensor x, Tensor y)
    {
        var shape = x.Numel > y.Numel ? x.Shape : y.Shape;
        double[] a = TensorAssert.Values(x.Expand(shape)), b = TensorAssert.Values(y.Expand(shape));
        Assert.Equal(a.Zip(b, (u, v) => u == v), x.Eq(y).ToArray<bool>());
        Assert.Equal(a.Zip(b, (u, v) => u != v), x.Ne(y).ToArray<bool>());
        Assert.Equal(a.Zip(b, (u, v) => u < v), (x < y).ToArray<bool>());
        Assert.Equal(a.Zip(b, (u, v) => u <= v), (x <= y).ToArray<bool>());
        Assert.Equal(a.Zip(b, (u, v) => u > v), (x > y).ToArray<bool>());
        Assert.Equal(a.Zip(b, (u, v) => u >= v), (x >= y).ToArray<bool>());
    }

    private static readonly double[] s_special =
        [0, 1, -1, 2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1e-30, 3e30, -100];

    private static Tensor Special(int count, int from) =>
        Tensor.From(Enumerable.Range(from, count).Select(i => s_special[i % s_special.Length]).ToArray());

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Questions_conversion_to_bool_and_signs_of_special_values(DType dtype)
    {
        foreach (int count in (int[])[1, 7, 31, 32, 33, 65, 40_001])
        {
            var x = Special(count, 0).To(dtype);
            double[] a = TensorAssert.Values(x);
            Assert.Equal(a.Select(double.IsNaN), x.IsNaN().ToArray<bool>());
            Assert.Equal(a.Select(double.IsInfinity), x.IsInf().ToArray<bool>());
            Assert.Equal(a.Select(double.IsFinite), x.IsFinite().ToArray<bool>());
            Assert.Equal(a.Select(u => u != 0), x.Bool().ToArray<bool>());
            double[] signs = TensorAssert.Values(x.Sign());
            Assert.Equal(a.Select(u => u > 0 ? 1.0 : u < 0 ? -1 : 0), signs);
            Assert.DoesNotContain(signs, u => u == 0 && double.IsNegative(u));
        }
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void A_selection_moves_special_values_as_they_are(DType dtype)
    {
        foreach (int count in (int[])[1, 7, 31, 32, 33, 65, 40_001])
        {
            Tensor x = Special(count, 0).To(dtype), y = Special(count, 4).To(dtype), mask = Special(count, 1).Bool();
            bool[] conditions = mask.ToArray<bool>();
            double[] a = TensorAssert.Values(x), b = TensorAssert.Values(y);
            SameBits([.. conditions.Select((isTrue, i) => isTrue ? a[i] : b[i])], Tensor.Where(mask, x, y));
            SameBits([.. conditions.Select((isTrue, i) => isTrue ? -0.0 : b[i])], y.MaskedFill(mask, -0.0));
            SameBits([.. conditions.Select((isTrue, i) => isTrue ? b[0] : a[i])], Tensor.Where(mask, y[..1], x));
        }
    }

    private static void SameBits(double[] expected, Tensor actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), TensorAssert.Values(actual).Select(BitConverter.DoubleToInt64Bits));

    [Fact]
    public void Whole_numbers_compare_as_such_and_bools_too()
    {
        var x = Tensor.From([1L, 2, 3]);
        Assert.Equal([false, true, true], (x > 1).ToArray<bool>());
        Assert.Equal([false, false, true], (x > 2.5).ToArray<bool>());
        Assert.Equal([true, false], Tensor.From([true, false]).Eq(true).ToArray<bool>());
    }

    [Fact]
    public void Truth_values_and_bits()
    {
        var a = Tensor.From([true, true, false, false]);
        var b = Tensor.From([true, false, true, false]);
        Assert.Equal([true, false, false, false], (a & b).ToArray<bool>());
        Assert.Equal([true, true, true, false], (a | b).ToArray<bool>());
        Assert.Equal([false, true, true, false], (a ^ b).ToArray<bool>());
        Assert.Equal([false, false, true, true], (~a).ToArray<bool>());
        Assert.Equal([4], (Tensor.From([6]) & Tensor.From([12])).ToArray<int>());
        Assert.Equal([-7L], (~Tensor.From([6L])).ToArray<long>());
        Assert.Equal([true, false], Tensor.From([2.5f, 0f]).LogicalAnd(Tensor.From([1f, 1f])).ToArray<bool>());
        Assert.Equal([false, true], Tensor.From([2.5f, 0f]).LogicalNot().ToArray<bool>());
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2) & Tensor.Ones(2));
        Assert.Equal("BitwiseAnd: input and other must be bool or integers, but got float32 and float32. input has shape [2], other has shape [2].", error.Message);
    }

    [Fact]
    public void Special_values_are_recognised()
    {
        var x = Tensor.From([1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity]);
        Assert.Equal([false, true, false, false], x.IsNaN().ToArray<bool>());
        Assert.Equal([false, false, true, true], x.IsInf().ToArray<bool>());
        Assert.Equal([true, false, false, false], x.IsFinite().ToArray<bool>());
        Assert.Equal([true, false, false, false], x.To(DType.BFloat16).IsFinite().ToArray<bool>());
        Assert.Equal([true], Tensor.From([1L]).IsFinite().ToArray<bool>());
    }
}
