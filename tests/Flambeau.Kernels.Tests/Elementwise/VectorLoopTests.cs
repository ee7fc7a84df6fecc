namespace Flambeau.Kernels.Tests;

public class VectorLoopTests
{
    public static TheoryData<int> Lengths => [0, 1, 3, 7, 8, 15, 16, 17, 31, 33, 64, 100];

    // every operation once, so that a wrong lane of any of them shows
    private readonly struct Everything : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes two = TLanes.Create(2f);
            TLanes sum = TLanes.MultiplyAdd(x, two, TLanes.Create(0.25)) - (-TLanes.Abs(x)) / two;
            sum += TLanes.Max(x, TLanes.One) * TLanes.Min(x, TLanes.Zero);
            sum += TLanes.MaxNative(x, TLanes.One) + TLanes.MinNative(x, TLanes.One);
            sum += TLanes.CopySign(two, x) + TLanes.Exp(x) + LogFunction.Log(TLanes.Abs(x) + TLanes.One);
            TLanes outside = TLanes.LessThan(x, -TLanes.One) | TLanes.GreaterThan(x, TLanes.One);
            sum += TLanes.Select(outside, TLanes.Create(10), TLanes.Create(20));
            sum += TLanes.Select(TLanes.LessThanOrEqual(x, TLanes.One), TLanes.Create(100), TLanes.Zero);
            sum += TLanes.Select(TLanes.GreaterThanOrEqual(x, TLanes.One), TLanes.Create(1000), TLanes.Zero);
            return sum + TLanes.Select(TLanes.Equals(x, TLanes.One), TLanes.Create(10000), TLanes.Zero);
        }

        public static double Of(double x)
        {
            double sum = (2 * x) + 0.25 + (Math.Abs(x) / 2) + (Math.Max(x, 1) * Math.Min(x, 0));
            sum += Math.Max(x, 1) + Math.Min(x, 1) + Math.CopySign(2, x) + Math.Exp(x) + Math.Log(Math.Abs(x) + 1);
            sum += x is < -1 or > 1 ? 10 : 20;
            return sum + (x <= 1 ? 100 : 0) + (x >= 1 ? 1000 : 0) + (x == 1 ? 10000 : 0);
        }
    }

    private readonly struct Weighted : IVectorPair
    {
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x - (y * TLanes.Create(3f));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Every_lane_of_every_operation(int length)
    {
        Check<float>(length);
        Check<double>(length);
    }

    private static void Check<T>(int length)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        T[] x = Near.Random<T>(length, length);
        if (length > 0)
        {
            x[length / 2] = T.One;
        }

        var y = new T[length];
        VectorLoop.Run(default(Everything), x, y.AsSpan(), streams: false);
        Near.Equal<T>([.. x.Select(value => Everything.Of(double.CreateTruncating(value)))], y, Near.Rounding<T>());

        T[] inPlace = [.. x];
        VectorLoop.Run(default(Everything), inPlace, inPlace.AsSpan(), streams: true);
        Assert.Equal(y, inPlace);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Pairs(int length)
    {
        float[] x = Near.Random<float>(1, length), y = Near.Random<float>(2, length), d = new float[length];
        VectorLoop.RunPair(default(Weighted), x, y, d.AsSpan(), streams: false);
        Near.Equal<float>([.. x.Zip(y, (a, b) => a - (3.0 * b))], d, 2e-6);
    }

    [Fact]
    public void Streaming_writes_the_same_wherever_the_destination_begins()
    {
        const int Length = 1000;
        float[] x = Near.Random<float>(5, Length);
        var plain = new float[Length];
        VectorLoop.Run(default(Everything), x, plain.AsSpan(), streams: false);
        Block block = Block.Rent((Length + 16) * sizeof(float));
        for (int offset = 0; offset <= 16; offset++)
        {
            Span<float> streamed = block.AsSpan<float>(offset, Length);
            streamed.Fill(float.NaN);
            VectorLoop.Run(default(Everything), x, streamed, streams: true);
            Assert.True(plain.AsSpan().SequenceEqual(streamed), $"begins at element {offset}");
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-0f)]
    public void What_max_and_min_do_with_special_values(float special)
    {
        float[] x = new float[40];
        x.AsSpan().Fill(special);
        var larger = new float[40];
        VectorLoop.Run(default(LargerOfZero), x, larger.AsSpan(), streams: false);
        Assert.All(larger, value => Assert.Equal(MathF.Max(special, 0), value));
    }

    private readonly struct LargerOfZero : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Max(x, TLanes.Zero);
    }

    [Theory]
    [InlineData(32L << 20, true)]
    [InlineData((32L << 20) - 1, false)]
    public void Results_larger_than_a_cache_stream(long bytes, bool expected)
    {
        Assert.Equal(expected, Streaming.Pays(bytes));
        Assert.Equal(expected, Streaming.PaysForRange(bytes / 8));
    }
}
