namespace Flambeau.Benchmarks.Soak;

/// <summary>A long training: a line a minute, then whether the mean resident set grew after the second.</summary>
internal static class SoakRun
{
    public const int FewestMinutes = 3;

    // Collections fall on other steps in every minute: means of minutes were seen to wander between 430 and 475 MiB, up
    // and down. One activation of a step that stays would double the set within a minute.
    private const double Allowed = 0.1;

    public static int Run(int minutes)
    {
        Rng.ManualSeed(0);
        Console.WriteLine($"ResNet-18 in training, batches of 1 to 24 images, 48 to 80 pixels a side; {Threads.Count} threads; MiB");
        Console.WriteLine("minute  steps  resident  largest   live  pooled  peak live");
        var training = new SoakTraining();
        var measured = new List<SoakMinute>();
        for (int i = 1; i <= minutes; i++)
        {
            var minute = SoakMinute.Measure(training, TimeSpan.FromMinutes(1));
            measured.Add(minute);
            Console.WriteLine(
                $"{i,6} {minute.Steps,6} {minute.Resident,9:0} {minute.Largest,8:0} {minute.Live,6:0} {minute.Pooled,7:0} {minute.Peak,10:0}");
        }

        return Verdict(measured);
    }

    private static int Verdict(List<SoakMinute> minutes)
    {
        double[] resident = [.. minutes.Skip(1).Select(minute => minute.Resident)];
        double growth = Slope(resident) * (resident.Length - 1);
        bool flat = growth <= Allowed * resident[0];
        Console.WriteLine(
            $"resident set after the second minute: {growth:+0.0;-0.0;0} MiB ({growth / resident[0]:+0.0 %;-0.0 %;0 %}): {(flat ? "flat" : "it GROWS")}");
        return flat ? 0 : 1;
    }

    // of the straight line with the least squares, by the minute
    private static double Slope(double[] values)
    {
        double middle = (values.Length - 1) / 2.0, products = 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            products += (i - middle) * values[i];
            squares += (i - middle) * (i - middle);
        }

        return products / squares;
    }
}
