using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>Writes a file so that its name always stands for a whole file: the old one, or the new one.</summary>
/// <remarks>
/// The content goes to a <see cref="TemporaryName">temporary file</see> in the same folder and to the disk, then the
/// file gets its name, then the folder goes to the disk. So neither a full disk, nor a killed process, nor a power cut
/// takes the old file away before the new one is there.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">The file to create or replace; a symbolic link is followed.</param>
    /// <param name="write">Writes the content; when it throws, nothing is left behind.</param>
    /// <exception cref="IOException">The content cannot be written; the old file is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var file = new FileInfo(path);
        string target = file.LinkTarget is null
            ? file.FullName
            : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        TemporaryName.DeleteStale(target);
        string temporary = TemporaryName.New(target);
        try
        {
            WriteContent(temporary, write);
            KeepMode(target, temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e)
        {
            TryDelete(temporary);
            if (e.GetType() == typeof(IOException))
            {
                throw new IOException(
                    $"Checkpoint: '{path}' cannot be written; what was there before is untouched. {e.Message}", e)
                {
                    HResult = e.HResult,
                };
            }

            throw;
        }

        FolderSync.TryFlush(Path.GetDirectoryName(target)!);
    }

    private static void WriteContent(string temporary, Action<Stream> write)
    {
        using var stream = new FileOutput(temporary);
        write(stream);
        stream.FlushToDisk();
    }

    /// <summary>Lets a file that was private stay private.</summary>
    private static void KeepMode(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }

    /// <summary>What went wrong before matters more than a file that cannot be deleted.</summary>
    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
