using System.Diagnostics;
using System.Globalization;

namespace Flambeau.Serialization;

/// <summary>
/// The names of files that are being written: <c>net.pt.tmp-1234-5f3a09c1</c> is to become <c>net.pt</c> and is written by
/// process 1234. A killed process leaves its file behind; the next save to the same place deletes it.
/// </summary>
internal static class TemporaryName
{
    private const string Mark = ".tmp-";

    /// <summary>A new name beside a file.</summary>
    public static string New(string target) =>
        $"{target}{Mark}{Environment.ProcessId}-{Random.Shared.Next():x8}";

    /// <summary>Deletes what killed processes left of the same file; what cannot be deleted stays.</summary>
    public static void DeleteStale(string target)
    {
        string start = Path.GetFileName(target) + Mark;
        try
        {
            foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!))
            {
                if (Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal)
                    && TryReadProcess(Path.GetFileName(path)[start.Length..]) is { } process
                    && HasEnded(process, path) && IsUnlocked(path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whether the folder is there and writable is found out by writing.
        }
    }

    /// <summary>The process in the rest of a name; null when the file is somebody else's.</summary>
    private static int? TryReadProcess(string rest)
    {
        const int RandomLength = 8;
        int dash = rest.Length - RandomLength - 1;
        return dash > 0 && rest[dash] == '-' && rest[(dash + 1)..].All(char.IsAsciiHexDigitLower)
            && int.TryParse(rest.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                ? process
                : null;
    }

    /// <summary>Whether the process is gone; a later one may have got its number, as happens in containers.</summary>
    private static bool HasEnded(int id, string path)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return File.GetLastWriteTimeUtc(path) < process.StartTime.ToUniversalTime();
        }
        catch (SystemException e)
        {
            // Any other error says that it runs, but that we may not ask about it.
            return e is ArgumentException or InvalidOperationException;
        }
    }

    /// <summary>Whether nobody holds the file open for writing: a process of another container cannot be seen.</summary>
    private static bool IsUnlocked(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
