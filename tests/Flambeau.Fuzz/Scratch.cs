namespace Flambeau.Fuzz;

/// <summary>Folders for readers that want files.</summary>
internal static class Scratch
{
    /// <summary>A new folder that goes with the process.</summary>
    public static string Folder()
    {
        string folder = Directory.CreateTempSubdirectory("flambeau-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        };
        return folder;
    }
}
