namespace Flambeau.Benchmarks.Soak;

/// <summary>What a minute took, in MiB: the resident set after a step (mean and largest), the pool at its end, the most live bytes.</summary>
internal sealed record SoakMinute(int Steps, double Resident, double Largest, double Live, double Pooled, double Peak)
{
    /// <summary>Works until the end of the minute.</summary>
    public static SoakMinute Measure(SoakTraining training, TimeSpan length)
    {
        long end = Environment.TickCount64 + (long)length.TotalMilliseconds;
        double sum = 0, largest = 0;
        int steps = 0;
        TensorMemory.ResetPeak();
        do
        {
            training.Step();
            double resident = MiB(Environment.WorkingSet);
            sum += resident;
            largest = Math.Max(largest, resident);
            steps++;
        }
        while (Environment.TickCount64 < end);

        return new SoakMinute(
            steps, sum / steps, largest, MiB(TensorMemory.LiveBytes), MiB(TensorMemory.PooledBytes), MiB(TensorMemory.PeakBytes));
    }

    private static double MiB(long bytes) => bytes / (1024.0 * 1024);
}
