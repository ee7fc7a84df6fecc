using System.Numerics;

namespace Flambeau.Kernels.Tests;

[Collection(nameof(Workers))]
public sealed class GemmTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public static TheoryData<int> AllWidths => Widths.Data;

    // Around every tile edge of every width (14, 8, 6, 4 rows; 32, 16, 8, 4 columns) and around the depth block.
    private static readonly int[] s_edges = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 29, 31, 32, 33, 65];

    public void Dispose() => Workers.Count = _count;

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void All_tile_edges_in_float(int bits) => TileEdges<float>(bits);

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void All_tile_edges_in_double(int bits) => TileEdges<double>(bits);

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void All_transposes_and_epilogues(int bits)
    {
        foreach ((int m, int n, int k) in (ReadOnlySpan<(int, int, int)>)[(1, 40, 70), (40, 1, 70), (30, 70, 0), (30, 70, 641), (43, 3, 50), (5, 66, 330), (9, 70, 1100), (9, 10, 16400)])
        {
            for (int variant = 0; variant < 32; variant++)
            {
                Compare<float>(new Case(m, n, k, variant), bits);
                Compare<double>(new Case(m, n, k, variant), bits);
            }
        }
    }

    /// <summary>
    /// More depth than a block, more columns than are packed at a time, and fewer or more rows than meet a panel of them in one go.
    /// </summary>
    [Theory]
    [MemberData(nameof(AllWidths))]
    public void Several_blocks_of_every_kind(int bits)
    {
        Workers.Count = 1;
        int depth = DepthBlocks.Most + 8, columns = (Blocking.ColumnBytes / (DepthBlocks.Most * sizeof(float))) + 9;
        int rows = (Blocking.RowBytes / (DepthBlocks.Most * sizeof(float))) + 9;
        for (int variant = 0; variant < 4; variant++)
        {
            Compare<float>(new Case(40, columns, depth, variant), bits);
            Compare<float>(new Case(rows, columns, depth, variant + 12), bits);
        }

        Compare<float>(new Case(rows, 250, depth, 0), bits);
        Compare<double>(new Case(rows, columns / 2, depth, 1), bits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Results_are_the_same_bits_for_every_thread_count(int threads)
    {
        foreach ((int m, int n, int k) in (ReadOnlySpan<(int, int, int)>)[(64, 64, 700), (200, 33, 100), (7, 900, 90), (1, 500, 5000), (900, 2, 100), (16, 16, 9000), (9, 300, 600), (190, 620, 210), (20, 35, 40_000)])
        {
            for (int variant = 0; variant < 4; variant++)
            {
                var one = new Case(m, n, k, variant);
                Workers.Count = 1;
                float[] expected = Compute<float>(one, Isa.Bits, 0);
                Workers.Count = threads;
                Assert.Equal(expected, Compute<float>(one, Isa.Bits, 1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void A_packed_factor_gives_the_same_bits(int bits)
    {
        var kernels = TileKernels<float>.For(bits);
        foreach ((int m, int n, int k) in (ReadOnlySpan<(int, int, int)>)[(1, 1, 1), (9, 70, 130), (40, 100, 700), (150, 33, 321)])
        {
            foreach (bool trans in (bool[])[false, true])
            {
                float[] a = Random(m * k), b = Random(k * n), bias = Random(n), expected = new float[m * n], actual = new float[m * n];
                int ldb = trans ? k : n;
                var packed = PackedMatrix<float>.Pack(k, n, b, ldb, trans, kernels);
                Gemm.Multiply(m, a, k, false, packed, actual, n, bias: bias, activation: Activation.ReLU);
                double[] oracle = ReferenceGemm.Multiply<float>(m, n, k, a, k, false, b, ldb, trans, actual, n, false, bias, Activation.ReLU);
                AssertClose<float>(oracle, actual, n, n, k);
                if (Math.Min(m, n) > 8 && !trans)
                {
                    Gemm.Multiply(m, n, k, a, k, false, b, ldb, trans, expected, n, false, bias, Activation.ReLU, kernels);
                    Assert.Equal(expected, actual);
                }
            }
        }
    }

    [Theory]
    [InlineData(0, 5, 6, 7)]
    [InlineData(3, 0, 6, 7)]
    [InlineData(1, 5, 6, 7)]
    [InlineData(3, 20, 40, 30)]
    [InlineData(50, 8, 8, 8)]
    [InlineData(2, 100, 100, 100)]
    [InlineData(3, 100, 90, 80)]
    [InlineData(7, 70, 60, 50)]
    public void Batched_products_are_single_products(int batch, int m, int n, int k)
    {
        foreach (int shared in (int[])[0, 1, 2])
        {
            int strideA = shared == 1 ? 0 : (m * k) + 3, strideB = shared == 2 ? 0 : (k * n) + 1, strideC = (m * n) + 2;
            float[] a = Random((batch * strideA) + (m * k)), b = Random((batch * strideB) + (k * n));
            float[] c = Random((batch * strideC) + 1), expected = [.. c];
            Gemm.MultiplyBatched(batch, m, n, k, a, strideA, k, false, b, strideB, k, true, c, strideC, n, accumulate: true);
            for (int i = 0; i < batch; i++)
            {
                Gemm.Multiply(m, n, k, a.AsSpan(i * strideA), k, false, b.AsSpan(i * strideB), k, true, expected.AsSpan(i * strideC), n, true);
            }

            Assert.Equal(expected, c);
        }
    }

    [Fact]
    public void Nan_and_infinity_pass_through()
    {
        foreach (int n in (int[])[1, 40])
        {
            float[] a = [float.NaN, 1, float.PositiveInfinity, 1], b = new float[2 * n], c = new float[2 * n];
            Array.Fill(b, 1);
            Gemm.Multiply<float>(2, n, 2, a, 2, false, b, n, false, c, n, activation: Activation.ReLU);
            Assert.All(c[..n], value => Assert.True(float.IsNaN(value)));
            Assert.All(c[n..], value => Assert.Equal(float.PositiveInfinity, value));
        }
    }

    private static void TileEdges<T>(int bits)
        where T : unmanaged, INumber<T>
    {
        int variant = 0;
        foreach (int m in s_edges)
        {
            foreach (int n in s_edges)
            {
                Compare<T>(new Case(m, n, s_edges[(m + n) % s_edges.Length], variant++), bits);
            }
        }

        int block = DepthBlocks.Most;
        foreach (int k in (int[])[block - 1, block, block + 1, (2 * block) + 1])
        {
            Compare<T>(new Case(20, 70, k, variant++), bits);
            Compare<T>(new Case(20, 50, 2 * k, variant++), bits);
        }
    }

    /// <summary>A product, its variant choosing transposes, accumulation, bias and activation.</summary>
    private readonly record struct Case(int M, int N, int K, int Variant)
    {
        public bool TransA => (Variant & 1) != 0;
        public bool TransB => (Variant & 2) != 0;
        public bool Accumulate => (Variant & 4) != 0;
        public bool HasBias => (Variant & 8) != 0;
        public Activation Activation => (Variant & 16) != 0 ? Activation.ReLU : Activation.None;
        public int Lda => (TransA ? M : K) + (Variant % 3);
        public int Ldb => (TransB ? K : N) + (Variant % 5);
        public int Ldc => N + (Variant % 4);
        public int LengthA => K == 0 ? 0 : TransA ? ((K - 1) * Lda) + M : ((M - 1) * Lda) + K;
        public int LengthB => K == 0 ? 0 : TransB ? ((N - 1) * Ldb) + K : ((K - 1) * Ldb) + N;
        public int LengthC => ((M - 1) * Ldc) + N;
    }

    private static void Compare<T>(Case it, int bits)
        where T : unmanaged, INumber<T>
    {
        using var a = new GuardedBuffer<T>(Values<T>(1, it.LengthA));
        using var b = new GuardedBuffer<T>(Values<T>(2, it.LengthB));
        using var c = new GuardedBuffer<T>(Values<T>(3, it.LengthC));
        using var bias = new GuardedBuffer<T>(Values<T>(4, it.HasBias ? it.N : 0));
        T[] before = c.Span.ToArray();
        double[] expected = ReferenceGemm.Multiply<T>(
            it.M, it.N, it.K, a.Span, it.Lda, it.TransA, b.Span, it.Ldb, it.TransB, c.Span, it.Ldc, it.Accumulate, bias.Span, it.Activation);
        Gemm.Multiply(
            it.M, it.N, it.K, a.Span, it.Lda, it.TransA, b.Span, it.Ldb, it.TransB, c.Span, it.Ldc, it.Accumulate, bias.Span,
            it.Activation, TileKernels<T>.For(bits));
        AssertClose<T>(expected, c.Span, it.N, it.Ldc, it.K);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.True(i % it.Ldc < it.N || before[i] == c.Span[i], "a gap between rows of C was written");
        }
    }

    private static T[] Compute<T>(Case it, int bits, int shift)
        where T : unmanaged, INumber<T>
    {
        // Another place in memory must not change the result either.
        T[] a = new T[it.LengthA + shift], c = Values<T>(3, it.LengthC);
        Values<T>(1, it.LengthA).CopyTo(a, shift);
        Gemm.Multiply<T>(
            it.M, it.N, it.K, a.AsSpan(shift), it.Lda, it.TransA, Values<T>(2, it.LengthB), it.Ldb, it.TransB, c, it.Ldc,
            it.Accumulate, default, it.Activation, TileKernels<T>.For(bits));
        return c;
    }

    private static void AssertClose<T>(double[] expected, ReadOnlySpan<T> actual, int n, int ld, int k)
        where T : unmanaged, INumber<T>
    {
        double tolerance = (typeof(T) == typeof(float) ? 4e-7 : 4e-15) * (2 + (4 * Math.Sqrt(k)));
        for (int i = 0; i < expected.Length; i++)
        {
            double value = double.CreateChecked(actual[(i / n * ld) + (i % n)]);
            if (!(Math.Abs(value - expected[i]) <= tolerance))
            {
                Assert.Fail($"C[{i / n}, {i % n}] is {value}, but should be {expected[i]} (k = {k}).");
            }
        }
    }

    private static float[] Random(int length) => Values<float>(length, length);

    private static T[] Values<T>(int seed, int length)
        where T : unmanaged, INumber<T>
    {
        var random = new Random(seed);
        var values = new T[length];
        foreach (ref T value in values.AsSpan())
        {
            value = T.CreateTruncating((random.NextDouble() * 2) - 1);
        }

        return values;
    }
}
