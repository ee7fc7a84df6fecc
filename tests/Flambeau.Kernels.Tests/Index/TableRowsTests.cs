namespace Flambeau.Kernels.Tests;

/// <summary>Rows by position against one element after another, to the bit.</summary>
public class TableRowsTests
{
    [Theory]
    [InlineData(5, 1)]
    [InlineData(9, 7)]
    [InlineData(3000, 31)]
    [InlineData(3000, 33)]
    [InlineData(3000, 65)]
    [InlineData(3000, 129)]
    [InlineData(700, 200)]
    [InlineData(0, 8)]
    [InlineData(4, 0)]
    public void Rows_are_taken_and_added(int count, int columns)
    {
        const int Table = 13;
        const int Skipped = 4;
        long[] positions = [.. Enumerable.Range(0, count).Select(i => i * 7919L % Table)];
        float[] x = Near.Random<float>(1, count * columns), table = Near.Random<float>(2, Table * columns), factors = Near.Random<float>(3, Table);
        float[] taken = new float[x.Length], added = [.. table], scaled = [.. table];
        for (int i = 0; i < x.Length; i++)
        {
            long row = positions[i / columns], at = (row * columns) + (i % columns);
            taken[i] = table[at];
            added[at] += x[i];
            scaled[at] += row == Skipped ? 0 : x[i] * factors[row];
        }

        float[] y = new float[x.Length], sums = [.. table];
        TableRows.Take<float>(columns, table, positions, y);
        Assert.True(taken.AsSpan().SequenceEqual(y));
        TableRows.Add(columns, x, positions, -1, null, sums.AsSpan());
        Assert.True(added.AsSpan().SequenceEqual(sums));
        table.CopyTo(sums, 0);
        TableRows.Add(columns, x, positions, Skipped, factors, sums.AsSpan());
        Near.Equal<float>(Near.Wide(scaled), sums, Near.Rounding<float>());
    }
}
