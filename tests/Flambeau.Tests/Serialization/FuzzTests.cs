using System.IO.Compression;
using System.Text;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Damaged files and random programs: each gives a value or the format's own exception.</summary>
public class FuzzTests
{
    private static readonly CheckpointOptions s_lenient = new()
    {
        ReadUnknownClasses = true,
        ConvertTensors = true,
        Limits = new CheckpointLimits { MaximumConvertedBytes = 1 << 20 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Damaged_zip_files(int seed) => Fuzz(seed, 3000, Sample(), Load);

    [Fact]
    public void Damaged_compressed_zip_files() => Fuzz(12, 3000, HandMade.Packed(CompressionLevel.Optimal, "a/", "1", Marked(), ("0", new byte[64])).ToArray(), Load);

    [Fact]
    public void Damaged_pickles_of_negated_and_conjugated_tensors()
    {
        const string Pickle = "archive/data.pkl";
        byte[] sound = HandMade.File(Marked(), ("0", new byte[64])).ToArray();

        Fuzz(13, 6000, ZipEdit.Record(sound, Pickle), pickle => Load(ZipEdit.Replace(sound, Pickle, pickle)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Damaged_pickles_in_sound_zip_files(int seed)
    {
        const string Pickle = "archive/data.pkl";
        byte[] sound = Sample();

        Fuzz(seed, 6000, ZipEdit.Record(sound, Pickle), pickle => Load(ZipEdit.Replace(sound, Pickle, pickle)));
    }

    [Theory]
    [InlineData("state_dict_legacy.pt")]
    [InlineData("views_shared_legacy.pt")]
    public void Damaged_files_of_the_old_format(string file) =>
        Fuzz(5, 4000, File.ReadAllBytes(RepoPaths.SharedOrSkip("checkpoints", "torch-1.13.1", file)), Load);

    [Fact]
    public void Damaged_tar_files() =>
        Fuzz(
            8,
            4000,
            File.ReadAllBytes(RepoPaths.SharedOrSkip("checkpoints", "tar-0.1-style", "state_dict.tar.pth"))[..4096],
            Load);

    [Theory]
    [InlineData("script.pt")]
    [InlineData("quantized.pt")]
    [InlineData("sparse_coo.pt")]
    [InlineData("dtypes.pt")]
    public void Damaged_pickles_of_rarer_tensors(string file)
    {
        byte[] sound = File.ReadAllBytes(RepoPaths.SharedOrSkip("checkpoints", "torch-2.6.0", file));
        string pickle = $"{Path.GetFileNameWithoutExtension(file)}/data.pkl";

        Fuzz(9, 2000, ZipEdit.Record(sound, pickle), bytes => Load(ZipEdit.Replace(sound, pickle, bytes)));
    }

    [Fact]
    public void Damaged_whole_modules() =>
        Fuzz(
            6,
            3000,
            File.ReadAllBytes(RepoPaths.SharedOrSkip("checkpoints", "torch-1.13.1", "whole_module.pt")),
            Load);

    [Fact]
    public void Damaged_arrays() => Fuzz(
        8, 6000, NumpyTests.Array(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", "0000803f00000040"), Load);

    [Fact]
    public void Damaged_archives_of_arrays()
    {
        byte[] array = NumpyTests.Array(1, "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 2), }", "0100020003000400");

        Fuzz(9, 6000, NumpyTests.Zip(("a.npy", array), ("b.c.npy", array)), Load);
    }

    [Fact]
    public void Damaged_arrays_in_pickles() => Fuzz(
        10, 6000, Encoding.Latin1.GetBytes($"}}(U\u0001a{NumpyPickleTests.Array(1, 2, "i2", "<", "U\u0004abcd")[..^1]}u."), Load);

    [Fact]
    public void Damaged_indexes()
    {
        using var folder = new TemporaryFolder();
        Checkpoint.SaveSafeTensors(folder["m.safetensors"], new StateDict { ["a"] = Tensor.Ones(2), ["b"] = Tensor.Ones(1) });
        byte[] index = """{"metadata":{"total_size":12},"weight_map":{"a":"m.safetensors","b":"m.safetensors"}}"""u8.ToArray();

        Fuzz(11, 2000, index, bytes => Checkpoint.LoadStateDict(folder.Write("m.safetensors.index.json", bytes)));
    }

    [Fact]
    public void Random_programs()
    {
        byte[][] words =
        [
            .. Enum.GetValues<PickleOpcode>().Select(opcode => new[] { (byte)opcode }),
            .. Globals().Select(Encoding.ASCII.GetBytes),
            [.. "X\u0001\0\0\0a"u8], [(byte)'K', 1], [(byte)'q', 0], [(byte)'h', 0], [(byte)'q', 1], [(byte)'h', 1],
        ];
        var random = new Random(7);
        for (int i = 0; i < 100_000; i++)
        {
            int length = random.Next(1, 40);
            IEnumerable<byte> program = Enumerable.Range(0, length).SelectMany(_ => words[random.Next(words.Length)]);
            Check([.. program, (byte)'.'], bytes => PickleText.Read(bytes));
        }
    }

    private static IEnumerable<string> Globals()
    {
        yield return "ccollections\nOrderedDict\n";
        yield return "ccollections\nCounter\n";
        yield return "c__builtin__\nset\n";
        yield return "c__builtin__\nbytearray\n";
        yield return "c_codecs\nencode\n";
        yield return "ctorch\nSize\n";
        yield return "ctorch\ndevice\n";
        yield return "ctorch\nfloat32\n";
        yield return "ctorch\nFloatStorage\n";
        yield return "ctorch._utils\n_rebuild_tensor_v2\n";
        yield return "ctorch._utils\n_rebuild_parameter\n";
        yield return "ctorch._tensor\n_rebuild_from_type_v2\n";
        yield return "cnumpy.core.multiarray\n_reconstruct\n";
        yield return "cnumpy.core.multiarray\nscalar\n";
        yield return "cnumpy.core.numeric\n_frombuffer\n";
        yield return "cnumpy\nndarray\n";
        yield return "cnumpy\ndtype\n";
    }

    private static List<object?> Marked() =>
    [
        HandMade.Tensor(HandMade.Storage("ComplexFloatStorage", "0", 8), 1, [2, 3], [1, 2], new ValueDict { ["conj"] = true, ["neg"] = true }),
        HandMade.Tensor(HandMade.Storage("ComplexFloatStorage", "0", 8), 0, [2], [4]),
    ];

    private static byte[] Sample()
    {
        Tensor weight = Tensor.Ones(3, 4);
        return ZipEdit.Save(new ValueDict
        {
            ["model"] = new StateDict
            {
                ["w"] = weight,
                ["t"] = weight.Transpose(0, 1),
                ["h"] = Tensor.Ones([5], DType.Float16),
            },
            ["optimizer"] = new ValueDict
            {
                [0] = new List<object?> { 1, 2.5, null, true, "text", (1, 2), new byte[] { 1 } },
            },
        });
    }

    private static void Load(byte[] file)
    {
        object? value = Checkpoint.Load(new MemoryStream(file), s_lenient);
        StateDictFinder.Find(value);
        Checkpoint.FindUnsafeGlobals(new MemoryStream(file));
        Checkpoint.Load(new MemoryStream(file));
    }

    private static void Fuzz(int seed, int rounds, byte[] sound, Action<byte[]> read)
    {
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++)
        {
            Check(Damage(sound, random), read);
        }
    }

    private static void Check(byte[] bytes, Action<byte[]> read)
    {
        Exception? error = Record.Exception(() => read(bytes));
        Assert.True(error is null or CheckpointException, $"{Convert.ToHexStringLower(bytes)}\n{error}");
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        List<byte> bytes = [.. sound];
        for (int edits = random.Next(1, 4); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = 255;
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count), 1));
                    break;
                default:
                    bytes.RemoveRange(Math.Max(at, 1), bytes.Count - Math.Max(at, 1));
                    break;
            }
        }

        return [.. bytes];
    }
}
