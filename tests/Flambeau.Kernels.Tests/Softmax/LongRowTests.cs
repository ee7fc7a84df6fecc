using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Softmax and layer norm of rows that are cut into blocks, and of the longest that are not.</summary>
[Collection(nameof(Threads))]
public class LongRowTests
{
    public static TheoryData<int, int> Sizes => new()
    {
        { 2, RowBlocks.Size }, { 3, RowBlocks.Size + 1 }, { 1, (2 * RowBlocks.Size) - 1 }, { 2, (3 * RowBlocks.Size) + 5 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Softmax_is_its_definition(int rows, int n)
    {
        Check<float>(rows, n);
        Check<double>(rows, n);
    }

    /// <summary>Not a number, wherever it stands, makes its row so and no other.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(RowBlocks.Size - 1)]
    [InlineData(RowBlocks.Size)]
    [InlineData((2 * RowBlocks.Size) + 6)]
    public void Not_a_number_fills_its_row(int at)
    {
        const int N = (2 * RowBlocks.Size) + 7;
        float[] x = Near.Random<float>(1, 2 * N), y = new float[2 * N];
        x[N + at] = float.NaN;
        Softmax.Forward<float>(2, N, x, y);
        Assert.All(y[..N], v => Assert.False(float.IsNaN(v)));
        Assert.All(y[N..], v => Assert.True(float.IsNaN(v)));
        Softmax.LogForward<float>(2, N, x, y);
        Assert.All(y[N..], v => Assert.True(float.IsNaN(v)));
    }

    /// <summary>Elements that are left out, such as those of a mask, and blocks of nothing else.</summary>
    [Fact]
    public void The_lowest_number_has_no_share()
    {
        const int N = 2 * RowBlocks.Size;
        float[] x = [.. Enumerable.Repeat(float.NegativeInfinity, N)], y = new float[N];
        (x[^1], x[^3]) = (3, 3);
        Softmax.Forward<float>(1, N, x, y);
        Assert.Equal([0.5f, 0, 0.5f], y[^3..]);
        Assert.Equal(0, y[..^3].Max());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Results_do_not_depend_on_the_number_of_threads(int rows, int n)
    {
        Threads.Agree(room => Every<float>(room, rows, n));
        Threads.Agree(room => Every<double>(room, rows, n));
    }

    private static void Every<T>(GuardedRoom room, int rows, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> x = room.Random<T>(rows * n), dy = room.Random<T>(rows * n), y = room.Out<T>(rows * n);
        Softmax.Forward<T>(rows, n, x, y);
        Softmax.Backward<T>(rows, n, y, dy, room.Out<T>(rows * n));
        Softmax.LogForward<T>(rows, n, x, y);
        Softmax.LogBackward<T>(rows, n, y, dy, room.Out<T>(rows * n));
        Span<T> gamma = room.Random<T>(n), mean = room.Out<T>(rows), invStd = room.Out<T>(rows);
        LayerNorm.Forward<T>(rows, n, x, gamma, gamma, 1e-5, y, mean, invStd);
        LayerNorm.Backward<T>(rows, n, x, dy, mean, invStd, gamma, room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n));
    }

    private static void Check<T>(int rows, int n)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] x = Near.Random<T>(1, rows * n, -20, 20), dy = Near.Random<T>(2, rows * n);
        var (y, log, dx, dLog) = (new T[rows * n], new T[rows * n], new T[rows * n], new T[rows * n]);
        Softmax.Forward<T>(rows, n, x, y);
        Softmax.Backward<T>(rows, n, y, dy, dx);
        Softmax.LogForward<T>(rows, n, x, log);
        Softmax.LogBackward<T>(rows, n, log, dy, dLog);
        for (int row = 0; row < rows; row++)
        {
            Range at = (row * n)..((row + 1) * n);
            double[] wide = Near.Wide(x[at]), gradient = Near.Wide(dy[at]);
            double largest = wide.Max(), sum = wide.Sum(v => Math.Exp(v - largest));
            double[] share = [.. wide.Select(v => Math.Exp(v - largest) / sum)];
            double dot = share.Zip(gradient, (a, b) => a * b).Sum(), total = gradient.Sum();
            Near.Equal<T>(share, y[at], 4 * Near.Rounding<T>());
            Near.Equal<T>([.. wide.Select(v => v - largest - Math.Log(sum))], log[at], Near.Rounding<T>());
            Near.Equal<T>([.. share.Zip(gradient, (a, b) => a * (b - dot))], dx[at], 4 * Near.Rounding<T>());
            Near.Equal<T>([.. gradient.Zip(share, (a, b) => a - (b * total))], dLog[at], 4 * Near.Rounding<T>());
        }
    }
}
