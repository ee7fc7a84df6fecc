using Flambeau.Serialization;

namespace Flambeau.Fuzz;

/// <summary>Reads checkpoints as files, mapped and not, with tensors long enough to be read by several threads.</summary>
internal static class MappedReading
{
    // 600 kB: three pieces, the last of which is short
    private const int Pieces = 196;

    private static readonly CheckpointOptions[] s_options =
    [
        new() { Limits = CheckpointReading.Limits },
        new() { Limits = CheckpointReading.Limits, ReadUnknownClasses = true, ConvertTensors = true, VerifyChecksums = false },
        new() { Limits = CheckpointReading.Limits, MapFiles = false },
    ];

    private static readonly string s_path = Path.Combine(Scratch.Folder(), "model");

    /// <summary>A long tensor in each format that is written here; the older ones are in the corpus.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        Tensor elements = Tensor.From(Runs.Bytes(Pieces));
        Action<Stream>[] formats =
        [
            file => Checkpoint.Save(file, new StateDict { ["a"] = elements, ["b"] = Tensor.Ones(3) }),
            file => Checkpoint.SaveNpy(file, elements),
            file => Checkpoint.SaveNpz(file, new StateDict { ["a"] = elements, ["b"] = Tensor.Ones(3) }),
            file => Checkpoint.SaveSafeTensors(file, new StateDict { ["a"] = elements, ["b"] = Tensor.Ones(3) }),
        ];
        foreach (Action<Stream> write in formats)
        {
            var file = new MemoryStream();
            write(file);
            yield return Runs.Collapse(file.ToArray(), Pieces);
        }
    }

    /// <summary>Opens, lists and loads.</summary>
    public static void Read(byte[] bytes)
    {
        File.WriteAllBytes(s_path, Runs.Expand(bytes));
        foreach (CheckpointOptions options in s_options)
        {
            CheckpointReading.Try(() => CheckpointReading.Load(Checkpoint.Open(s_path, options)));
            CheckpointReading.Try(() => Checkpoint.FindUnsafeGlobals(s_path, options));
        }
    }
}
