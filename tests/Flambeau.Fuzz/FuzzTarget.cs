namespace Flambeau.Fuzz;

/// <summary>One reader under test.</summary>
/// <param name="Seeds">Small sound files to begin with.</param>
/// <param name="Read">Reads any bytes; returns for a value and for the format's own exception, and lets others out.</param>
internal sealed record FuzzTarget(Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Read)
{
    /// <summary>The name of a target that fails on every damaged file, to see that failures are noticed.</summary>
    public const string Canary = "canary";

    /// <summary>All targets by name.</summary>
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["pickle"] = new(PickleSeeds.All, bytes => CheckpointReading.Read(PickleSeeds.InZip(bytes))),
        ["zip"] = new(() => [CheckpointSeeds.Zip(), .. CheckpointSeeds.Shared("torch-1.13.1", "torch-2.6.0")], CheckpointReading.Read),
        ["legacy"] = new(() => CheckpointSeeds.Shared("torch-1.13.1").Where(CheckpointSeeds.IsPickle), CheckpointReading.Read),
        ["tar"] = new(() => CheckpointSeeds.Shared("tar-0.1-style"), CheckpointReading.Read),
        ["safetensors"] = new(() => [CheckpointSeeds.SafeTensors()], CheckpointReading.Read),
        ["index"] = new(() => [CheckpointSeeds.Index()], CheckpointReading.ReadIndex),
        ["npy"] = new(CheckpointSeeds.Npy, CheckpointReading.Read),
        ["npz"] = new(CheckpointSeeds.Npz, CheckpointReading.Read),
        [Canary] = new(CheckpointSeeds.Npy, bytes => Flambeau.Serialization.Checkpoint.Load(new MemoryStream(bytes))),
        ["image"] = new(ImageReading.Seeds, ImageReading.Read),
    };
}
