using Xunit;

namespace Flambeau.Testing;

/// <summary>Finds the repository and the shared folder beside it from wherever the tests run.</summary>
public static class RepoPaths
{
    /// <summary>The repository's root: the nearest folder upwards that holds the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory)
        ?? FindRoot(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Flambeau.slnx.");

    /// <summary>A path inside the repository.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path inside <c>../shared</c>, or null when this machine does not have it.</summary>
    public static string? Shared(params string[] parts)
    {
        string path = Path.Combine([Root, "..", "shared", .. parts]);
        return File.Exists(path) || Directory.Exists(path) ? Path.GetFullPath(path) : null;
    }

    /// <summary>A path inside <c>../shared</c>; skips the running test when this machine does not have it.</summary>
    public static string SharedOrSkip(params string[] parts)
    {
        string? path = Shared(parts);
        Assert.SkipWhen(path is null, $"../shared/{string.Join('/', parts)} is not on this machine.");
        return path!;
    }

    private static string? FindRoot(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Flambeau.slnx")))
            {
                return folder.FullName;
            }
        }
        return null;
    }
}
