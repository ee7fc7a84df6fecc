using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Brings a folder's entries to the disk, for which .NET has no call; on Windows nothing happens.</summary>
/// <remarks>After renaming a file, only this makes sure that the new name outlives a power cut.</remarks>
internal static partial class FolderSync
{
    private const int ReadOnly = 0; // O_RDONLY, everywhere

    private static bool s_available = !OperatingSystem.IsWindows() && !OperatingSystem.IsBrowser();

    /// <summary>Writes out the entries of a folder; returns false where the system or the file system does not do that.</summary>
    public static bool TryFlush(string folder)
    {
        if (!s_available)
        {
            return false;
        }

        try
        {
            int descriptor = Open(folder, ReadOnly);
            return descriptor >= 0 && (Sync(descriptor) == 0) & (Close(descriptor) == 0);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return s_available = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
