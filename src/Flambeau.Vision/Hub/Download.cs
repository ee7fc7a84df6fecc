using System.Net;
using System.Net.Http.Headers;

namespace Flambeau.Vision;

/// <summary>One file on its way from a server to a folder: attempts, continuation, check, final name.</summary>
internal sealed class Download(HttpClient client, Uri url, string path, IProgress<DownloadProgress>? progress)
{
    private const int Attempts = 5;
    private const int BufferSize = 1 << 17;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(1);

    private readonly PartialFile _partial = new(path);
    private bool _answered;

    /// <summary>Downloads the file; the caller sees to it that nobody else does.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        bool continued = _partial.Length > 0;
        await FetchAsync(cancellation).ConfigureAwait(false);
        if (await MismatchAsync(cancellation).ConfigureAwait(false) is { } first)
        {
            // what an earlier attempt left may be at fault
            string? mismatch = first;
            if (continued)
            {
                await FetchAsync(cancellation).ConfigureAwait(false);
                mismatch = await MismatchAsync(cancellation).ConfigureAwait(false);
            }

            if (mismatch is not null)
            {
                throw Failure(mismatch, null);
            }
        }

        _partial.Publish();
    }

    // Attempts that bring no byte more than any before are counted; a connection that goes on breaking gets there in the end.
    private async Task FetchAsync(CancellationToken cancellation)
    {
        long most = 0;
        int failures = 0;
        while (true)
        {
            try
            {
                await AttemptAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (HttpRequestException e)
            {
                long length = _partial.Length;
                failures = length > most ? 1 : failures + 1;
                most = Math.Max(most, length);
                if (failures == Attempts || !IsPassing(e))
                {
                    throw Failure(Reason(e), e);
                }
            }

            await Task.Delay(s_firstPause * Math.Pow(2, failures - 1), cancellation).ConfigureAwait(false);
        }
    }

    private async Task AttemptAsync(CancellationToken cancellation)
    {
        long have = _partial.Length;
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (have > 0 && _partial.Tag is { } tag && RangeConditionHeaderValue.TryParse(tag, out var condition))
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = condition;
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        _answered = true;
        var range = response.Content.Headers.ContentRange;
        if (response.StatusCode == HttpStatusCode.PartialContent && request.Headers.Range is not null && range?.From == have)
        {
            await ReceiveAsync(response, _partial.Append(), range.Length, cancellation).ConfigureAwait(false);
        }
        else if (response.StatusCode == HttpStatusCode.OK)
        {
            await ReceiveAsync(response, _partial.Start(TagOf(response)), response.Content.Headers.ContentLength, cancellation)
                .ConfigureAwait(false);
        }
        else if (response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable || range?.Length != have)
        {
            // a range that was asked for and is not to be had: from the beginning next time
            if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent)
            {
                _partial.Discard();
            }

            throw new HttpRequestException($"it answered {(int)response.StatusCode} ({response.ReasonPhrase})", null, response.StatusCode);
        }
    }

    private async Task ReceiveAsync(HttpResponseMessage response, FileStream file, long? total, CancellationToken cancellation)
    {
        await using (file.ConfigureAwait(false))
        {
            using var body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            byte[] buffer = new byte[BufferSize];
            long length = file.Position;
            progress?.Report(new DownloadProgress(url, length, total));
            while (await ReadAsync(body, buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                await file.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                length += count;
                progress?.Report(new DownloadProgress(url, length, total));
            }

            file.Flush(flushToDisk: true);
            if (length < total)
            {
                throw new HttpRequestException($"it sent {length} of {total} bytes");
            }
        }
    }

    // failures to read become those of the connection, apart from failures to write
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(s_silence);
        try
        {
            return await body.ReadAsync(buffer, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"it sent nothing for {s_silence.TotalSeconds} seconds", e);
        }
        catch (IOException e)
        {
            throw new HttpRequestException($"the connection broke ({e.Message})", e);
        }
    }

    private async Task<string?> MismatchAsync(CancellationToken cancellation)
    {
        if (RemoteFile.HashPrefixOf(Path.GetFileName(path)) is not { } expected)
        {
            return null;
        }

        string actual = await RemoteFile.HashAsync(_partial.Path, cancellation).ConfigureAwait(false);
        if (actual.StartsWith(expected, StringComparison.Ordinal))
        {
            return null;
        }

        long length = _partial.Length;
        _partial.Discard();
        return $"it sent another file: the SHA-256 of its {length} bytes begins with {actual[..expected.Length]}, not {expected}; "
            + "they were thrown away";
    }

    private static string? TagOf(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag
        ? tag.ToString()
        : response.Content.Headers.LastModified?.ToString("r");

    // A server that was never reached is not there; one that has answered, or says that it is busy, may answer again.
    private bool IsPassing(HttpRequestException e) => e.StatusCode is { } status
        ? (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            or HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent
        : _answered;

    private static string Reason(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            ? $"the server cannot be reached ({e.Message})"
            : e.Message;

    private WeightsException Failure(string reason, Exception? cause)
    {
        string kept = _partial.Length is > 0 and var length && _partial.Tag is not null
            ? $" {length} bytes are kept, and the next attempt goes on after them."
            : "";
        return new WeightsException(
            $"Download of {url}: {reason}. Get the file by other means and put it at {path} (TORCH_HOME moves that folder), "
            + $"or give the path of the file instead.{kept}",
            cause)
        {
            Url = url,
            Path = path,
        };
    }
}
