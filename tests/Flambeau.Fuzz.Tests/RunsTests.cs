namespace Flambeau.Fuzz.Tests;

public class RunsTests
{
    [Fact]
    public void A_run_is_found_and_put_back()
    {
        byte[] file = [1, 2, .. Runs.Bytes(196), 0xf1, 3];

        byte[] collapsed = Runs.Collapse(file, 196);

        Assert.Equal([1, 2, 0xf1, .. "RUN"u8, 195, 0xf1, 3], collapsed);
        Assert.Equal(file, Runs.Expand(collapsed));
    }

    [Fact]
    public void Marks_without_end_stay_small()
    {
        byte[] mark = [0xf1, .. "RUN"u8, 255];

        Assert.InRange(Runs.Expand([.. Enumerable.Repeat(mark, 1000).SelectMany(bytes => bytes)]).Length, 1 << 20, 2 << 20);
        Assert.Equal(mark[..4], Runs.Expand(mark[..4]));
    }
}
