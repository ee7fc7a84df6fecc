using System.IO.Compression;

namespace Flambeau.Fuzz;

/// <summary>Inputs that earlier runs kept, packed per target by <c>tools/fuzz/corpus.py</c>.</summary>
internal static class Corpus
{
    /// <summary>The inputs of a target with their names; none when nothing was kept for it.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(string target)
    {
        using Stream? packed = typeof(Corpus).Assembly.GetManifestResourceStream($"corpus.{target}");
        if (packed is null)
        {
            yield break;
        }

        using var zip = new ZipArchive(packed);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            byte[] bytes = new byte[entry.Length];
            using Stream content = entry.Open();
            content.ReadExactly(bytes);
            yield return (entry.Name, bytes);
        }
    }
}
