namespace Flambeau.Fuzz;

/// <summary>One reader under test.</summary>
/// <param name="Made">Small sound files made here, to begin with.</param>
/// <param name="Shared">Real files of the folder beside the repository; none where it is not there.</param>
/// <param name="Read">Reads any bytes; returns for a value and for the format's own exception, and lets others out.</param>
internal sealed record FuzzTarget(Func<IEnumerable<byte[]>> Made, Func<IEnumerable<byte[]>> Shared, Action<byte[]> Read)
{
    /// <summary>The name of a target that fails on every damaged file, to see that failures are noticed.</summary>
    public const string Canary = "canary";

    /// <summary>All targets by name.</summary>
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } = new SortedDictionary<string, FuzzTarget>(StringComparer.Ordinal)
    {
        ["pickle"] = new(PickleSeeds.Made, PickleSeeds.Shared, bytes => CheckpointReading.Read(PickleSeeds.InZip(bytes))),
        ["zip"] = new(() => [CheckpointSeeds.Zip()], () => CheckpointSeeds.Shared("torch-1.13.1", "torch-2.6.0"), CheckpointReading.Read),
        ["legacy"] = new(None, () => CheckpointSeeds.Shared("torch-1.13.1").Where(CheckpointSeeds.IsPickle), CheckpointReading.Read),
        ["tar"] = new(None, () => CheckpointSeeds.Shared("tar-0.1-style"), CheckpointReading.Read),
        ["safetensors"] = new(() => [CheckpointSeeds.SafeTensors()], None, CheckpointReading.Read),
        ["index"] = new(() => [CheckpointSeeds.Index()], None, CheckpointReading.ReadIndex),
        ["npy"] = new(CheckpointSeeds.Npy, None, CheckpointReading.Read),
        ["npz"] = new(CheckpointSeeds.Npz, None, CheckpointReading.Read),
        ["mapped"] = new(MappedReading.Seeds, None, MappedReading.Read),
        [Canary] = new(CheckpointSeeds.Npy, None, bytes => Flambeau.Serialization.Checkpoint.Load(new MemoryStream(bytes))),
        ["image"] = new(ImageReading.Seeds, ImageReading.Shared, ImageReading.Read),
        ["exif"] = new(None, None, ImageReading.ReadExif),
        ["idx"] = new(None, None, DatasetReading.ReadIdx),
        ["cifar"] = new(None, None, DatasetReading.ReadCifar),
        ["cifar-python"] = new(() => [Runs.Collapse(CifarSeeds.Pickle(), 1)], None, DatasetReading.ReadCifarPickles),
    };

    private static byte[][] None() => [];
}
