using System.Threading.Channels;

namespace Flambeau.Data;

/// <summary>Makes the items of a sequence on a background thread, some ahead of the consumer.</summary>
internal static class Prefetcher
{
    /// <summary>The same items, up to <paramref name="count"/> of them made before they are asked for.</summary>
    /// <remarks>An exception leaves the consumer's loop at the item it stopped. Leaving the loop early stops the
    /// thread.</remarks>
    public static IEnumerable<T> Ahead<T>(IEnumerable<T> items, int count)
    {
        var channel = Channel.CreateBounded<T>(
            new BoundedChannelOptions(count) { SingleReader = true, SingleWriter = true });
        using var stop = new CancellationTokenSource();
        var producer = Task.Factory.StartNew(
            () => Produce(items, channel.Writer, stop.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            while (Wait(channel.Reader))
            {
                while (channel.Reader.TryRead(out var item))
                {
                    yield return item;
                }
            }
        }
        finally
        {
            stop.Cancel();
            producer.Wait();
        }
    }

    // blocks: an enumerator is a synchronous interface
    private static bool Wait<T>(ChannelReader<T> reader) => reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult();

    private static void Produce<T>(IEnumerable<T> items, ChannelWriter<T> writer, CancellationToken stop)
    {
        try
        {
            foreach (var item in items)
            {
                writer.WriteAsync(item, stop).AsTask().GetAwaiter().GetResult();
            }

            writer.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            writer.Complete();
        }
#pragma warning disable CA1031 // handed to the consumer, whose thread throws it
        catch (Exception e)
#pragma warning restore CA1031
        {
            writer.Complete(e);
        }
    }
}
