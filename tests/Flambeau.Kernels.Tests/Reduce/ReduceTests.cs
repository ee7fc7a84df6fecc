using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class ReduceTests
{
    /// <summary>Every reduction's elements, gathered one by one in row-major order.</summary>
    private static T[][] Gather<T>(int[] sizes, T[] x, int[] strides, bool[] reduced)
    {
        int outputs = 1;
        for (int d = 0; d < sizes.Length; d++)
        {
            outputs *= reduced[d] ? 1 : sizes[d];
        }

        var groups = new List<T>[outputs];
        for (int k = 0; k < outputs; k++)
        {
            groups[k] = [];
        }

        int i = 0;
        foreach (int offset in StridedCase.Offsets(sizes, strides))
        {
            int rest = i++;
            int at = 0;
            int step = 1;
            for (int d = sizes.Length - 1; d >= 0; d--)
            {
                int coordinate = rest % sizes[d];
                rest /= sizes[d];
                at += reduced[d] ? 0 : coordinate * step;
                step *= reduced[d] ? 1 : sizes[d];
            }

            groups[at].Add(x[offset]);
        }

        return [.. groups.Select(g => g.ToArray())];
    }

    private static void Check<T, TOut, TReducer>(
        Case<T> c, TReducer reducer, Func<T[], double> expected, double tolerance)
        where T : unmanaged
        where TOut : unmanaged, INumber<TOut>
        where TReducer : struct, IReducer<T, TOut>
    {
        T[][] groups = c.Groups;
        var y = new TOut[groups.Length];
        Reduce.Run<T, TOut, TReducer>(c.Sizes, c.X, c.Strides, c.Reduced, reducer, y.AsSpan());
        for (int k = 0; k < y.Length; k++)
        {
            double wanted = expected(groups[k]);
            double got = double.CreateTruncating(y[k]);
            if (!wanted.Equals(got) && !(Math.Abs(wanted - got) <= tolerance * Math.Max(1, Math.Abs(wanted))))
            {
                Assert.Fail($"{typeof(TReducer)}: expected {wanted}, got {got} at {k} of [{string.Join(", ", c.Sizes)}] "
                    + $"strides [{string.Join(", ", c.Strides)}] reduced [{string.Join(", ", c.Reduced)}]");
            }
        }
    }

    private sealed record Case<T>(int[] Sizes, int[] Strides, bool[] Reduced, T[] X)
    {
        public T[][] Groups { get; } = Gather(Sizes, X, Strides, Reduced);
    }

    private static Case<T> Make<T>(int seed, int rank, int most, Func<Random, int, T[]> values)
    {
        var random = new Random(seed);
        int[] sizes = StridedCase.Sizes(random, rank, most);
        int[] strides = seed % 2 == 0
            ? StridedCase.Contiguous(sizes)
            : StridedCase.Permuted(random, sizes, gaps: seed % 3 == 0, broadcast: seed % 5 == 0);
        bool[] reduced = [.. sizes.Select(_ => random.Next(2) == 0)];
        return new(sizes, strides, reduced, values(random, StridedCase.Length(sizes, strides)));
    }

    public static TheoryData<int, int> Ranks => new()
    {
        { 0, 1 }, { 1, 20 }, { 1, 12000 }, { 1, 140_000 }, { 2, 30 }, { 2, 640 }, { 3, 30 }, { 4, 11 }, { 5, 6 },
    };

    [Theory, MemberData(nameof(Ranks))]
    public void Floats(int rank, int most)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Case<float> c = Make(seed, rank, most, StridedCase.Floats);
            Check<float, float, SumReducer<float>>(c, default, g => g.Sum(v => (double)v), 1e-7);
            Check<float, float, MeanReducer<float>>(c, default, g => g.Average(v => (double)v), 1e-7);
            Check<float, float, ProdReducer<float>>(c, default, g => g.Aggregate(1.0, (a, v) => a * v), 1e-6);
            Check<float, float, NormReducer<float>>(c, default, g => Math.Sqrt(g.Sum(v => (double)v * v)), 1e-7);
            Check<float, float, MaxReducer<float>>(c, default, g => g.Max(), 0);
            Check<float, float, MinReducer<float>>(c, default, g => g.Min(), 0);
            Check<float, long, ArgMaxReducer<float>>(c, default, g => Array.IndexOf(g, g.Max()), 0);
            Check<float, long, ArgMinReducer<float>>(c, default, g => Array.IndexOf(g, g.Min()), 0);
            Check<float, float, LogSumExpReducer<float>>(
                c, default, g => Math.Log(g.Sum(v => Math.Exp(v))), 1e-6);
            Check<float, float, VarianceReducer<float>>(c, new(1), g => Variance([.. g.Select(v => (double)v)], 1), 1e-6);
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public void Doubles(int rank, int most)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Case<double> c = Make(seed, rank, most, StridedCase.Doubles);
            Check<double, double, SumReducer<double>>(c, default, g => g.Sum(), 1e-12);
            Check<double, double, NormReducer<double>>(c, default, g => Math.Sqrt(g.Sum(v => v * v)), 1e-12);
            Check<double, double, MaxReducer<double>>(c, default, g => g.Max(), 0);
            Check<double, long, ArgMinReducer<double>>(c, default, g => Array.IndexOf(g, g.Min()), 0);
            Check<double, double, LogSumExpReducer<double>>(c, default, g => Math.Log(g.Sum(Math.Exp)), 1e-12);
            Check<double, double, VarianceReducer<double>>(c, new(0, true), g => Math.Sqrt(Variance(g, 0)), 1e-12);
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public void Integers_with_many_ties(int rank, int most)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Case<long> c = Make<long>(seed, rank, most, (r, n) => [.. Enumerable.Range(0, n).Select(_ => r.NextInt64(-3, 4))]);
            Check<long, long, SumReducer<long>>(c, default, g => g.Sum(), 0);
            Check<long, long, MaxReducer<long>>(c, default, g => g.Max(), 0);
            Check<long, long, ArgMaxReducer<long>>(c, default, g => Array.IndexOf(g, g.Max()), 0);
            Check<long, long, ArgMinReducer<long>>(c, default, g => Array.IndexOf(g, g.Min()), 0);
        }
    }

    [Theory, MemberData(nameof(Ranks))]
    public void Bools(int rank, int most)
    {
        for (int seed = 0; seed < 8; seed++)
        {
            int rare = 1 + seed * 20;
            Case<bool> c = Make<bool>(seed, rank, most, (r, n) => Enumerable.Range(0, n).Select(_ => r.Next(rare) == 0).ToArray());
            bool[][] groups = c.Groups;
            var y = new bool[groups.Length];
            Reduce.Run(c.Sizes, c.X, c.Strides, c.Reduced, default(AnyReducer), y.AsSpan());
            Assert.Equal([.. groups.Select(g => g.Any(v => v))], y);
            Reduce.Run(c.Sizes, c.X, c.Strides, c.Reduced, default(AllReducer), y.AsSpan());
            Assert.Equal([.. groups.Select(g => g.All(v => v))], y);
        }
    }

    private static double Variance(double[] x, double correction)
    {
        double mean = x.Average();
        return x.Sum(v => (v - mean) * (v - mean)) / Math.Max(0, x.Length - correction);
    }
}
