namespace Flambeau.Vision;

/// <summary>
/// A folder of downloaded weights, by default the one that PyTorch uses (<c>torch.hub.load_state_dict_from_url</c>), so
/// that what either has downloaded serves both.
/// </summary>
/// <remarks>
/// A file is complete or absent: it grows under another name, and its hash is checked before it gets its own. What a
/// broken connection or a killed process leaves is continued. Several threads and processes may ask for one file at once:
/// one of them downloads, the others wait for it.
/// </remarks>
public sealed class WeightsCache
{
    // a response may take hours; Download itself watches for silence
    private static readonly HttpClient s_client =
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly HttpClient _client;

    /// <summary>A cache in a folder, which is made when the first file comes.</summary>
    /// <param name="folder">The folder; null for <see cref="DefaultFolder"/>.</param>
    /// <param name="client">What sends the requests, such as one with a proxy or credentials; null for a plain one.</param>
    public WeightsCache(string? folder = null, HttpClient? client = null)
    {
        Folder = Path.GetFullPath(folder ?? DefaultFolder);
        _client = client ?? s_client;
    }

    /// <summary>
    /// PyTorch's folder (<c>torch.hub.get_dir()</c>): <c>hub/checkpoints</c> in <c>$TORCH_HOME</c>, else in
    /// <c>$XDG_CACHE_HOME/torch</c>, else in <c>~/.cache/torch</c>.
    /// </summary>
    public static string DefaultFolder => Path.Combine(TorchHome(), "hub", "checkpoints");

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where the file of an address lies or would lie: under the last part of the address.</summary>
    /// <param name="url">An address that ends in a file name.</param>
    /// <exception cref="ArgumentException">It ends in none.</exception>
    public string PathOf(Uri url) => Path.Combine(Folder, RemoteFile.NameOf(url));

    /// <summary>True when the file of an address is there.</summary>
    /// <param name="url">An address that ends in a file name.</param>
    public bool Contains(Uri url) => File.Exists(PathOf(url));

    /// <summary>The path of an address's file, which is downloaded when it is not there.</summary>
    /// <param name="url">
    /// An address that ends in a file name. When that holds the beginning of the file's SHA-256, as in
    /// <c>resnet34-b627a593.pth</c>, what is downloaded must fit it.
    /// </param>
    /// <param name="progress">Told of the bytes as they come; not called when the file is there.</param>
    /// <param name="cancellation">Stops the download; what has come is kept for the next attempt.</param>
    /// <exception cref="WeightsException">The server cannot be reached, refuses, or sends something else.</exception>
    public async Task<string> GetAsync(
        Uri url, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        string path = PathOf(url);
        if (File.Exists(path))
        {
            return path;
        }

        Directory.CreateDirectory(Folder);
        using var turn = await FileLock.AcquireAsync(path + ".lock", cancellation).ConfigureAwait(false);
        if (!File.Exists(path))
        {
            await new Download(_client, url, path, progress).RunAsync(cancellation).ConfigureAwait(false);
        }

        turn.IsDone = true;
        return path;
    }

    private static string TorchHome() => Variable("TORCH_HOME")
        ?? Path.Combine(Variable("XDG_CACHE_HOME") ?? Path.Combine(Home, ".cache"), "torch");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string? Variable(string name)
    {
        string? value = Environment.GetEnvironmentVariable(name);
        return value switch
        {
            null or "" => null,
            "~" => Home,
            _ when value.StartsWith("~/", StringComparison.Ordinal) => Path.Combine(Home, value[2..]),
            _ => value,
        };
    }
}
