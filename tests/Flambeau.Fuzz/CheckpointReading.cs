using Flambeau.Serialization;

namespace Flambeau.Fuzz;

/// <summary>Reads checkpoints in every way a program can.</summary>
internal static class CheckpointReading
{
    /// <summary>Small limits: what has to be refused is refused quickly, and a finding is one whatever the machine.</summary>
    public static CheckpointLimits Limits { get; } = new()
    {
        MaximumConvertedBytes = 1 << 24,
        MaximumOpcodes = 1_000_000,
        MaximumValues = 1_000_000,
    };

    private static readonly CheckpointOptions[] s_options =
    [
        new() { Limits = Limits },
        new() { Limits = Limits, ReadUnknownClasses = true, ConvertTensors = true, VerifyChecksums = false },
    ];

    private static readonly string s_folder = Scratch.Folder();

    /// <summary>Opens, lists and loads.</summary>
    public static void Read(byte[] bytes)
    {
        foreach (CheckpointOptions options in s_options)
        {
            Try(() => Load(Checkpoint.Open(new MemoryStream(bytes), options)));
            Try(() => Checkpoint.FindUnsafeGlobals(new MemoryStream(bytes), options));
        }
    }

    /// <summary>The same for an index, which names files beside it.</summary>
    public static void ReadIndex(byte[] bytes)
    {
        string index = Path.Combine(s_folder, "model.safetensors.index.json");
        string shard = Path.Combine(s_folder, CheckpointSeeds.Shard);
        if (!File.Exists(shard))
        {
            File.WriteAllBytes(shard, CheckpointSeeds.SafeTensors());
        }

        File.WriteAllBytes(index, bytes);
        Try(() => Load(Checkpoint.Open(index, s_options[0])));
    }

    /// <summary>Lists and loads each tensor, all tensors, and the value.</summary>
    public static void Load(CheckpointFile file)
    {
        using (file)
        {
            foreach (CheckpointEntry entry in file.Entries)
            {
                _ = entry.ToString() + entry.ByteLength + entry.Numel;
                Try(() => file.Load(entry));
            }

            Try(() => file.LoadStateDict());
            Try(() => file.LoadValue());
        }
    }

    /// <summary>Lets the format's own exception pass.</summary>
    public static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (CheckpointException)
        {
            // This is what damaged bytes are for.
        }
    }
}
