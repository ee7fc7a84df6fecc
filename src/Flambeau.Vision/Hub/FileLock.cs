namespace Flambeau.Vision;

/// <summary>
/// A right that one thread of one process at a time has, tied to an open file: it ends with the process, however that
/// ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>
    /// Whether what the lock is about is settled for good; then its file is removed. Whoever locks that file later, or
    /// another of its name, must find that there is nothing left to do.
    /// </summary>
    public bool IsDone { get; set; }

    /// <summary>Waits for the lock.</summary>
    public static async Task<FileLock> AcquireAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsTaken(e))
            {
                await Task.Delay(s_pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        string path = _file.Name;
        _file.Dispose();
        if (IsDone)
        {
            Remove(path);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // somebody waits for it, finds nothing to do and removes it
        }
    }

    // a sharing or lock violation on Windows; EAGAIN on Linux and on macOS
    private static bool IsTaken(IOException e) => OperatingSystem.IsWindows()
        ? (e.HResult & 0xFFFF) is 32 or 33
        : e.HResult is 11 or 35;
}
