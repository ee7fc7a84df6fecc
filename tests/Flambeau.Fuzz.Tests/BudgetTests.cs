using System.Diagnostics;

namespace Flambeau.Fuzz.Tests;

public class BudgetTests
{
    private static readonly TimeSpan s_work = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Too_much_time_is_noticed() =>
        Assert.Throws<TimeoutException>(() => Budget.Keep(Work, [1], s_work / 2, long.MaxValue));

    [Fact]
    public void Too_much_memory_is_noticed() =>
        Assert.Throws<InsufficientMemoryException>(() => Budget.Keep(Work, [1], TimeSpan.MaxValue, 1 << 20));

    [Fact]
    public void What_keeps_within_both_passes() => Budget.Keep(Work, [1], TimeSpan.MaxValue, long.MaxValue);

    [Fact]
    public void Waiting_does_not_count() =>
        Budget.Keep(_ => Thread.Sleep(s_work), [1], s_work - TimeSpan.FromMilliseconds(1), long.MaxValue);

    private static void Work(byte[] bytes)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        while (Environment.CpuUsage.TotalTime - start < s_work)
        {
            Thread.SpinWait(1000);
        }
    }
}
