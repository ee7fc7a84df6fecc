namespace Flambeau.Kernels.Tests;

public sealed class ProductSplitTests
{
    private const int Rows = 14;
    private const int Columns = 32;

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(256, 784, 2)]
    [InlineData(64, 1000, 3)]
    [InlineData(7, 4096, 7)]
    [InlineData(1000, 5, 16)]
    public void Parts_cover_each_element_once(int m, int n, int threads)
    {
        foreach (bool isPacked in (ReadOnlySpan<bool>)[false, true])
        {
            var split = ProductSplit.Best(m, n, Rows, Columns, isPacked, threads);
            int[] taken = new int[m * n];
            for (int part = 0; part < split.Count; part++)
            {
                var rows = split.Rows(part);
                var columns = split.Columns(part);
                Assert.True(!isPacked || columns.From % Columns == 0, "packed columns are not cut inside a tile");
                for (int row = rows.From; row < rows.To; row++)
                {
                    for (int column = columns.From; column < columns.To; column++)
                    {
                        taken[(row * n) + column]++;
                    }
                }
            }

            Assert.All(taken, count => Assert.Equal(1, count));
        }
    }

    /// <summary>19 panels of rows, or 3 of columns, are not 10 and 9, or 2 and 1, for two threads.</summary>
    [Theory]
    [InlineData(256, 196)]
    [InlineData(1000, 96)]
    [InlineData(14, 96)]
    public void Two_threads_get_halves(int m, int n)
    {
        var split = ProductSplit.Best(m, n, Rows, Columns, false, 2);
        Assert.Equal(2, split.Count);
        var (rows, columns) = (split.Rows(0), split.Columns(0));
        Assert.Equal(m * n / 2, (rows.To - rows.From) * (columns.To - columns.From));
    }

    [Fact]
    public void One_thread_gets_all()
    {
        var split = ProductSplit.Best(100, 200, Rows, Columns, false, 1);
        Assert.Equal((1, (0, 100), (0, 200)), (split.Count, split.Rows(0), split.Columns(0)));
    }
}
