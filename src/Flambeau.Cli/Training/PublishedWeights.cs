using Flambeau.Vision;
using Spectre.Console;

namespace Flambeau.Cli.Training;

/// <summary>Downloads with a bar on a terminal.</summary>
internal static class PublishedWeights
{
    /// <summary>The path of an address's file, downloaded when it is not in the cache.</summary>
    public static Task<string> GetAsync(Uri url, WeightsCache cache, Terminal terminal, CancellationToken cancellation)
    {
        if (!terminal.IsLive || cache.Contains(url))
        {
            return cache.GetAsync(url, cancellation: cancellation);
        }

        return terminal.Console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => cache.GetAsync(url, new Bar(context.AddTask(Markup.Escape(Path.GetFileName(cache.PathOf(url))))), cancellation));
    }

    // Progress<T> would report on other threads and out of order
    private sealed class Bar(ProgressTask task) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            task.IsIndeterminate = value.Total is null;
            task.MaxValue = value.Total ?? Math.Max(1, value.Received);
            task.Value = value.Received;
        }
    }
}
