using System.Security.Cryptography;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Hub;

public sealed class WeightsCacheTests : IDisposable
{
    private const int Size = 300_000;

    private readonly byte[] _content = MakeContent(1);
    private readonly TemporaryFolder _folder = new();
    private readonly FileServer _server;
    private readonly WeightsCache _cache;
    private readonly Uri _url;

    public WeightsCacheTests()
    {
        _server = new FileServer(_content);
        _cache = new WeightsCache(_folder["hub"]);
        _url = new Uri(_server.Root, $"net-{HashOf(_content)[..8]}.pth");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_downloaded_once_with_progress()
    {
        var progress = new Steps();
        string path = await _cache.GetAsync(_url, progress, Token);
        Assert.Equal(_cache.PathOf(_url), path);
        Assert.Equal(Path.Combine(_folder["hub"], Path.GetFileName(_url.AbsolutePath)), path);
        AssertComplete();
        Assert.Equal(new DownloadProgress(_url, 0, Size), progress.Values[0]);
        Assert.Equal(new DownloadProgress(_url, Size, Size), progress.Values[^1]);
        Assert.Equal(progress.Values.OrderBy(p => p.Received), progress.Values);

        await _cache.GetAsync(_url, cancellation: Token);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_file_that_is_there_is_used_as_it_is()
    {
        Directory.CreateDirectory(_cache.Folder);
        await File.WriteAllTextAsync(_cache.PathOf(_url), "from PyTorch", Token);
        Assert.Equal("from PyTorch", await File.ReadAllTextAsync(await _cache.GetAsync(_url, cancellation: Token), Token));
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_again_and_again_goes_on_where_it_was()
    {
        _server.Cut = number => number < 9 ? 30_000 : null;
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["", .. Enumerable.Range(1, 9).Select(i => $"bytes={i * 30_000}-")], _server.Requests);
    }

    [Fact]
    public async Task A_download_that_was_stopped_is_continued_by_the_next()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        _server.Cut = number => number == 0 ? 100_000 : null;
        var progress = new Steps(p =>
        {
            if (p.Received == 100_000)
            {
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cache.GetAsync(_url, progress, stop.Token));
        Assert.False(_cache.Contains(_url));

        await new WeightsCache(_cache.Folder).GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["", "bytes=100000-"], _server.Requests);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again()
    {
        _server.Ranges = false;
        _server.Cut = number => number == 0 ? 100_000 : null;
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["", "bytes=100000-"], _server.Requests);
    }

    [Fact]
    public async Task Without_an_entity_tag_nothing_is_continued()
    {
        _server.ETag = null;
        _server.Cut = number => number == 0 ? 100_000 : null;
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["", ""], _server.Requests);
    }

    [Fact]
    public async Task A_file_that_changed_in_between_comes_whole()
    {
        _server.Content = MakeContent(2);
        _server.ETag = "\"zero\"";
        _server.Cut = number => number == 0 ? 100_000 : null;
        _server.Status = number =>
        {
            (_server.Content, _server.ETag) = number == 0 ? (_server.Content, _server.ETag) : (_content, "\"one\"");
            return 200;
        };
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["", "bytes=100000-"], _server.Requests);
    }

    [Fact]
    public async Task A_part_with_wrong_bytes_is_thrown_away_and_fetched_anew()
    {
        Directory.CreateDirectory(_cache.Folder);
        await File.WriteAllBytesAsync(_cache.PathOf(_url) + ".partial", new byte[1000], Token);
        await File.WriteAllTextAsync(_cache.PathOf(_url) + ".partial.tag", "\"one\"", Token);
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(["bytes=1000-", ""], _server.Requests);
    }

    [Theory]
    [InlineData(Size)]
    [InlineData(Size + 5)]
    public async Task A_part_that_is_whole_or_too_long_is_found_out(int length)
    {
        Directory.CreateDirectory(_cache.Folder);
        byte[] part = [.. _content, .. new byte[length - Size]];
        await File.WriteAllBytesAsync(_cache.PathOf(_url) + ".partial", part, Token);
        await File.WriteAllTextAsync(_cache.PathOf(_url) + ".partial.tag", "\"one\"", Token);
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(length == Size ? [$"bytes={length}-"] : [$"bytes={length}-", ""], _server.Requests);
    }

    [Fact]
    public async Task Wrong_bytes_are_refused_and_not_kept()
    {
        _server.Content = MakeContent(2);
        var error = await Assert.ThrowsAsync<WeightsException>(() => _cache.GetAsync(_url, cancellation: Token));
        Assert.Contains($"begins with {HashOf(_server.Content)[..8]}, not {HashOf(_content)[..8]}", error.Message, StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(_url.AbsolutePath) + ".lock"], Directory.EnumerateFiles(_cache.Folder).Select(Path.GetFileName));

        _server.Content = _content;
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
    }

    [Fact]
    public async Task A_missing_file_is_named_with_both_places()
    {
        _server.Status = _ => 404;
        var error = await Assert.ThrowsAsync<WeightsException>(() => _cache.GetAsync(_url, cancellation: Token));
        Assert.Equal(
            $"Download of {_url}: it answered 404 (Not Found). Get the file by other means and put it at {_cache.PathOf(_url)} "
            + "(TORCH_HOME moves that folder), or give the path of the file instead.",
            error.Message);
        Assert.Equal((_url, _cache.PathOf(_url)), (error.Url, error.Path));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        _server.Status = number => number < 2 ? 503 : 200;
        await _cache.GetAsync(_url, cancellation: Token);
        AssertComplete();
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_never_gets_further_is_given_up_and_what_came_is_kept()
    {
        _server.Cut = number => number == 0 ? 5_000 : 0;
        var error = await Assert.ThrowsAsync<WeightsException>(() => _cache.GetAsync(_url, cancellation: Token));
        Assert.Contains("the connection broke", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" 5000 bytes are kept, and the next attempt goes on after them.", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, _server.Requests.Count);
    }

    [Fact]
    public async Task Without_a_network_the_message_says_what_to_do()
    {
        _server.Dispose();
        var error = await Assert.ThrowsAsync<WeightsException>(() => _cache.GetAsync(_url, cancellation: Token));
        Assert.StartsWith($"Download of {_url}: the server cannot be reached (", error.Message, StringComparison.Ordinal);
        Assert.Contains($"put it at {_cache.PathOf(_url)} ", error.Message, StringComparison.Ordinal);
        Assert.Contains("or give the path of the file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_download_once()
    {
        _server.Delay = TimeSpan.FromMilliseconds(300);
        string[] paths = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => new WeightsCache(_cache.Folder).GetAsync(_url, cancellation: Token)));
        Assert.Equal(4, paths.Length);
        AssertComplete();
        Assert.Single(_server.Requests);
    }

    [Fact]
    public void An_address_must_end_in_a_file_name()
    {
        Assert.Throws<ArgumentException>(() => _cache.PathOf(new Uri("http://localhost/models/")));
        Assert.Throws<ArgumentException>(() => _cache.PathOf(new Uri("http://localhost/models/..%2Fa.pth")));
    }

    [Theory]
    [InlineData("resnet34-b627a593.pth", "b627a593")]
    [InlineData("alexnet-owt-7be5be79.pth", "7be5be79")]
    [InlineData("mnasnet0.5_top1_67.823-3ffadce67e.pth", "3ffadce67e")]
    [InlineData("plain.pth", null)]
    [InlineData("net-final.pth", null)]
    public void The_hash_is_read_from_the_name(string name, string? expected) => Assert.Equal(expected, RemoteFile.HashPrefixOf(name));

    private static byte[] MakeContent(int seed)
    {
        byte[] content = new byte[Size];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    // the whole file under its name, and nothing beside it
    private void AssertComplete()
    {
        Assert.Equal(_content, File.ReadAllBytes(_cache.PathOf(_url)));
        Assert.Equal([_cache.PathOf(_url)], Directory.EnumerateFiles(_cache.Folder));
    }

    private sealed class Steps(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> Values { get; } = [];

        public void Report(DownloadProgress value)
        {
            Values.Add(value);
            then?.Invoke(value);
        }
    }
}
