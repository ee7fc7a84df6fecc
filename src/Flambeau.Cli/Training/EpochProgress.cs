using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Flambeau.Cli.Training;

/// <summary>Shows how far an epoch is: a bar with loss and speed on a terminal, nothing when redirected.</summary>
internal static class EpochProgress
{
    /// <summary>Runs <paramref name="steps"/>, which reports the images done so far and the mean loss after every step.</summary>
    public static void Show(Terminal terminal, string title, int images, Action<Action<int, double>> steps)
    {
        if (!terminal.IsLive)
        {
            steps((_, _) => { });
            return;
        }

        terminal.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: images);
                var watch = Stopwatch.StartNew();
                steps((done, loss) =>
                {
                    double speed = done / Math.Max(1e-3, watch.Elapsed.TotalSeconds);
                    task.Value = done;
                    task.Description = string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(title)}  loss {loss:F4}  {speed:N0} images/s");
                });
            });
    }
}
