using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Files of PyTorch's zip format whose pickle and records are made by hand.</summary>
internal static class HandMade
{
    /// <summary>A function of <c>torch._utils</c>, called.</summary>
    public static PickleCall Call(string function, params object?[] arguments) =>
        new(new PickleGlobal("torch._utils", function), arguments);

    /// <summary>The arguments of <c>_rebuild_tensor_v2</c> and what follows them.</summary>
    public static PickleCall Tensor(PicklePersistentId storage, long offset, long[] sizes, long[] strides, params object?[] more) =>
        Call(
            "_rebuild_tensor_v2",
            [storage, offset, Tuple(sizes), Tuple(strides), false, PickleWriter.NewOrderedDict(), .. more]);

    /// <summary>What stands for a storage.</summary>
    public static PicklePersistentId Storage(string type, string key, long count, string location = "cpu") =>
        new(["storage", new PickleGlobal("torch", type), key, location, count]);

    /// <summary>Integers as a tuple.</summary>
    public static object?[] Tuple(params long[] numbers) => [.. numbers.Cast<object?>()];

    /// <summary>The bytes of numbers.</summary>
    public static byte[] Bytes<T>(params T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(numbers).ToArray();

    /// <summary>A sound file of a pickle and storages.</summary>
    public static MemoryStream File(object? value, params (string Key, byte[] Bytes)[] storages)
    {
        var file = new MemoryStream();
        var writer = new ZipWriter(file);
        foreach ((string name, byte[] bytes) in Records(value, "3", storages))
        {
            writer.Add($"archive/{name}", bytes);
        }

        writer.Finish();
        return file;
    }

    /// <summary>The same as another program packs it, compressed or not.</summary>
    public static MemoryStream Packed(
        CompressionLevel level, string root, string version, object? value, params (string Key, byte[] Bytes)[] storages)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in Records(value, version, storages))
            {
                using Stream entry = archive.CreateEntry(root + name, level).Open();
                entry.Write(bytes);
            }
        }

        return file;
    }

    /// <summary>Loads a file that holds a dict.</summary>
    public static ValueDict LoadDict(Stream file, CheckpointOptions? options = null) =>
        Assert.IsType<ValueDict>(Checkpoint.Load(file, options));

    private static IEnumerable<(string Name, byte[] Bytes)> Records(
        object? value, string version, (string Key, byte[] Bytes)[] storages) =>
    [
        ("data.pkl", PickleText.Write(value)),
        .. storages.Select(storage => ($"data/{storage.Key}", storage.Bytes)),
        ("version", Encoding.ASCII.GetBytes($"{version}\n")),
    ];
}
