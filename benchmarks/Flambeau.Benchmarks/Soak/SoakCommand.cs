using System.CommandLine;

namespace Flambeau.Benchmarks.Soak;

/// <summary>The command <c>soak</c>.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = new Option<int>("--minutes") { Description = "How long, at least 3.", DefaultValueFactory = _ => 10 };
        minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < SoakRun.FewestMinutes)
            {
                result.AddError($"--minutes: at least {SoakRun.FewestMinutes}, for growth is counted from the second on.");
            }
        });
        var command = new Command("soak", "Trains with changing batch sizes and tells whether memory grows; exit code 1 if so.") { minutes };
        command.SetAction(parsed => SoakRun.Run(parsed.GetValue(minutes)));
        return command;
    }
}
