using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Numpy's arrays and archives of them.</summary>
public sealed class NumpyTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public void Files_of_numpy_are_read()
    {
        var array = Assert.IsType<Tensor>(Checkpoint.Load(RepoPaths.SharedOrSkip("checkpoints", "candle", "test.npy")));
        Assert.Equal(DType.Int64, array.DType);
        TensorAssert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], array);

        using CheckpointFile archive = Checkpoint.Open(RepoPaths.SharedOrSkip("checkpoints", "candle", "test.npz"));
        Assert.Equal(CheckpointFormat.Npz, archive.Format);
        Assert.Equal(["x: int64[10]", "x_plus_one: int64[10]"], archive.Entries.Select(entry => entry.ToString()));
        TensorAssert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], archive.Load("x_plus_one"));
    }

    [Theory]
    [InlineData(1, "<f4", "0000803f00000040", "float32")]
    [InlineData(2, ">f4", "3f80000040000000", "float32")]
    [InlineData(3, "<f8", "000000000000f03f0000000000000040", "float64")]
    [InlineData(1, "=f2", "003c0040", "float16")]
    [InlineData(1, ">f2", "3c004000", "float16")]
    [InlineData(1, "<i8", "01000000000000000200000000000000", "int64")]
    [InlineData(1, ">i4", "0000000100000002", "int32")]
    [InlineData(1, ">i2", "00010002", "int16")]
    [InlineData(1, "|i1", "0102", "int8")]
    [InlineData(1, "|u1", "0102", "uint8")]
    public void Every_version_type_and_byte_order(int version, string type, string elements, string dtype)
    {
        byte[] file = Array(version, $"{{'descr': '{type}', 'fortran_order': False, 'shape': (2,), }}", elements);

        var tensor = Assert.IsType<Tensor>(Checkpoint.Load(new MemoryStream(file)));

        Assert.Equal(dtype, tensor.DType.TorchName);
        TensorAssert.Equal([1, 2], tensor);
    }

    [Fact]
    public void Types_that_tensors_lack_are_converted_on_request()
    {
        byte[] file = Array(1, "{'descr': '>u2', 'fortran_order': False, 'shape': (2,), }", "0001ffff");

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(new MemoryStream(file)));
        Assert.Contains("uint16 are not supported", error.Message, StringComparison.Ordinal);
        var options = new CheckpointOptions { ConvertTensors = true };
        TensorAssert.Equal([1, 65535], Assert.IsType<Tensor>(Checkpoint.Load(new MemoryStream(file), options)));
    }

    [Fact]
    public void Fortran_order_and_bools_and_scalars()
    {
        byte[] fortran = Array(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", "010402050306");
        TensorAssert.Equal([1, 2, 3, 4, 5, 6], Assert.IsType<Tensor>(Checkpoint.Load(new MemoryStream(fortran))).Reshape(-1));

        byte[] bools = Array(1, "{\"descr\": \"|b1\", \"fortran_order\": False, \"shape\": (2L,)}", "0100");
        var truth = Assert.IsType<Tensor>(Checkpoint.Load(new MemoryStream(bools)));
        Assert.Equal([true, false], truth.ToArray<bool>());

        byte[] scalar = Array(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (), }", "07");
        var single = Assert.IsType<Tensor>(Checkpoint.Load(new MemoryStream(scalar)));
        Assert.Equal(("[]", 7.0), (single.Shape.ToString(), single.Item()));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "Python objects, which are pickles")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "several fields per element")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "needs 8 bytes, but 4 are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807, 4), }", "but 4 are there")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "not of the expected form")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", "not of the expected form")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "not of the expected form")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "not of the expected form")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + f()", "not of the expected form")]
    [InlineData("{'descr': '<m8', 'fortran_order': False, 'shape': (1,)}", "numpy's type '<m8' are not supported")]
    [InlineData("", "not of the expected form")]
    public void Wrong_headers_are_refused(string header, string problem)
    {
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(new MemoryStream(Array(1, header, "00000000"))));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_headers_and_unknown_versions_are_refused_before_memory_is_taken()
    {
        byte[] file = Array(2, new string(' ', 100), "");
        file[11] = 0x7f;
        Assert.Contains(
            "more than the limit", Assert.Throws<CheckpointException>(() => Checkpoint.Load(new MemoryStream(file))).Message, StringComparison.Ordinal);
        file[6] = 4;
        Assert.Contains(
            "version 4.0", Assert.Throws<CheckpointException>(() => Checkpoint.Load(new MemoryStream(file))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_archives_are_read_and_checked()
    {
        byte[] array = Array(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1000,), }", new string('0', 2000));
        byte[] file = Zip(("a.npy", array));
        using (CheckpointFile archive = Checkpoint.Open(new MemoryStream(file)))
        {
            TensorAssert.Equal(new double[1000], archive.Load("a"));
        }

        // the directory's checksum
        int directory = file.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        file[directory + 16] ^= 1;
        using CheckpointFile damaged = Checkpoint.Open(new MemoryStream(file));
        Assert.Contains("checksum", Assert.Throws<CheckpointException>(() => damaged.Load("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_that_unpack_to_too_much_are_refused_without_unpacking()
    {
        var options = new CheckpointOptions { Limits = new CheckpointLimits { MaximumConvertedBytes = 1000 } };
        byte[] array = Array(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (100000,), }", new string('0', 200_000));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(new MemoryStream(Zip(("a.npy", array))), options));

        Assert.Contains("MaximumConvertedBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var state = new StateDict { ["empty"] = Tensor.Zeros(0, 3), ["t"] = Tensor.From<float>([1, 2, 3, 4, 5, 6], 2, 3).Transpose(0, 1) };
        foreach (DType dtype in Enum.GetValues<DType>().Where(dtype => dtype != DType.BFloat16))
        {
            state[dtype.TorchName] = Tensor.Ones([1, 2], dtype);
        }

        var file = new MemoryStream();
        Checkpoint.SaveNpz(file, state);
        StateDict read = Checkpoint.Open(file).LoadStateDict();

        Assert.Equal(state.Keys, read.Keys);
        foreach ((string name, Tensor tensor) in state)
        {
            Assert.Equal((tensor.DType, tensor.Shape), (read[name].DType, read[name].Shape));
            TensorAssert.Equal(tensor, read[name], name);
        }

        var array = new MemoryStream();
        Checkpoint.SaveNpy(array, state["t"]);
        Assert.Equal(0, (array.Length - 24) % 64);
        TensorAssert.Equal(state["t"], Assert.IsType<Tensor>(Checkpoint.Load(array)));
    }

    [Fact]
    public void Bfloat16_is_refused_by_name_before_anything_is_written()
    {
        var file = new MemoryStream();
        var error = Assert.Throws<ArgumentException>(
            () => Checkpoint.SaveNpz(file, new StateDict { ["w"] = Tensor.Ones([1], DType.BFloat16) }));
        Assert.Equal(
            "Checkpoint: numpy has no type bfloat16; convert the tensor first, as with To(DType.Float32). The key is 'w'.", error.Message);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void Numpy_itself_reads_what_is_written()
    {
        Assert.SkipUnless(File.Exists(Python) && Run("import numpy").ExitCode == 0, $"{Python} with numpy is not on this machine.");
        string file = Path.Combine(Path.GetTempPath(), $"flambeau-{Guid.NewGuid():N}.npz");
        try
        {
            Checkpoint.SaveNpz(file, new StateDict
            {
                ["layer.weight"] = Tensor.From<float>([1, 2, 3, 4, 5, 6], 2, 3).Transpose(0, 1),
                ["steps"] = Tensor.FromScalar(7L),
                ["mask"] = Tensor.Ones([2], DType.Bool),
            });
            (int exitCode, string output) = Run($"import numpy\nz = numpy.load('{file}')\nfor k in z: print(k, z[k].dtype, z[k].tolist())");
            Assert.Equal(
                (0, "layer.weight float32 [[1.0, 4.0], [2.0, 5.0], [3.0, 6.0]]\nsteps int64 7\nmask bool [True, True]\n"),
                (exitCode, output));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A file of one array.</summary>
    internal static byte[] Array(int version, string header, string elements)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. text, .. Convert.FromHexString(elements)];
    }

    /// <summary>A compressed archive.</summary>
    internal static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }

    private static (int ExitCode, string Output) Run(string script)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Python, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
