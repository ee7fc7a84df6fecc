using Flambeau.Serialization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>What Flambeau does in its turn.</summary>
internal static class OurSide
{
    /// <summary>As <see cref="Checkpoint.Save(string, object?)"/>, but leaving the disk for later, as PyTorch does.</summary>
    public static void SaveUnsynced(string path, StateDict state)
    {
        using var stream = new FileOutput(path);
        Checkpoint.Save(stream, state);
    }

    public static void Load(string path, bool verify)
    {
        StateDict state = Checkpoint.LoadStateDict(path, new CheckpointOptions { VerifyChecksums = verify });
        foreach (Tensor tensor in state.Values)
        {
            tensor.Dispose();
        }
    }

    public static void Open(string path)
    {
        using CheckpointFile file = Checkpoint.Open(path);
        if (file.Entries.Count == 0)
        {
            throw new InvalidOperationException("The file has no tensors.");
        }
    }
}
