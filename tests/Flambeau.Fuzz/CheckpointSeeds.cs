using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Fuzz;

/// <summary>Small sound files of every format.</summary>
internal static class CheckpointSeeds
{
    /// <summary>The file that <see cref="Index"/> names.</summary>
    public const string Shard = "model-00001.safetensors";

    private const int MaxLength = 20_000;

    private static readonly string s_shared = Path.Combine("..", "shared", "checkpoints");

    /// <summary>PyTorch's zip with views, several types and plain values.</summary>
    public static byte[] Zip()
    {
        Tensor weight = Tensor.Ones(3, 4);
        return Save(file => Checkpoint.Save(file, new ValueDict
        {
            ["model"] = new StateDict { ["w"] = weight, ["t"] = weight.Transpose(0, 1), ["h"] = Tensor.Ones([5], DType.Float16) },
            ["optimizer"] = new ValueDict { [0] = new List<object?> { 1, 2.5, null, true, "text", (1, 2), new byte[] { 1 } } },
        }));
    }

    /// <summary>Two tensors and metadata.</summary>
    public static byte[] SafeTensors()
    {
        byte[] header = Encoding.UTF8.GetBytes(
            """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"n":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[16]];
    }

    /// <summary>An index of one file.</summary>
    public static byte[] Index() => Encoding.UTF8.GetBytes(
        $$$"""{"metadata":{"total_size":16},"weight_map":{"w":"{{{Shard}}}","n":"{{{Shard}}}"}}""");

    /// <summary>One array of each kind of header.</summary>
    public static IEnumerable<byte[]> Npy() =>
    [
        Save(file => Checkpoint.SaveNpy(file, Tensor.Ones(2, 3))),
        Save(file => Checkpoint.SaveNpy(file, Tensor.Ones([3], DType.Bool))),
        Save(file => Checkpoint.SaveNpy(file, Tensor.FromScalar(7L))),
    ];

    /// <summary>An archive as it is written here, and a compressed one.</summary>
    public static IEnumerable<byte[]> Npz() =>
    [
        Save(file => Checkpoint.SaveNpz(file, new StateDict { ["a.b"] = Tensor.Ones(2), ["c"] = Tensor.FromScalar(7L) })),
        Deflated("a.npy", Npy().First()),
    ];

    /// <summary>Real files of the folder beside the repository; none where it is not there.</summary>
    public static IEnumerable<byte[]> Shared(params string[] folders) => folders
        .Select(folder => Path.Combine(s_shared, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => new DirectoryInfo(folder).GetFiles("*.pt*"))
        .Where(file => file.Length < MaxLength)
        .OrderBy(file => file.Length)
        .Select(file => File.ReadAllBytes(file.FullName));

    /// <summary>Whether a file begins with a pickle rather than with an archive.</summary>
    public static bool IsPickle(byte[] file) => file[0] == 0x80;

    private static byte[] Deflated(string name, byte[] content) => Save(file =>
    {
        using var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true);
        using Stream entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    });

    private static byte[] Save(Action<Stream> write)
    {
        var file = new MemoryStream();
        write(file);
        return file.ToArray();
    }
}
