using System.Diagnostics;
using System.Numerics;
using System.Text;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Arrays and numbers of numpy's inside pickles.</summary>
public class NumpyPickleTests
{
    private const string Python = "/usr/bin/python3";

    // argv: a file, the protocol of the pickle
    private const string Program = """
        import numpy, pickle, sys
        pickle.dump({
            "rows": numpy.arange(6, dtype="<f4").reshape(2, 3),
            "columns": numpy.asfortranarray(numpy.arange(6, dtype="<i8").reshape(2, 3)),
            "big": numpy.array([1, 258, -2], dtype=">i2"),
            "bool": numpy.array([True, False]),
            "empty": [numpy.zeros((0, 3), dtype="<f8"), numpy.zeros((2, 0), dtype=">i4")],
            "none": numpy.array(2.5),
            "one": [numpy.array([7], dtype="u1"), numpy.array([7], dtype="i1")],
            "numbers": [numpy.float64(0.1), numpy.float32(0.5), numpy.float16(-2), numpy.int64(-3), numpy.uint64(2**64 - 1),
                        numpy.bool_(True), numpy.complex128(1 - 2j)],
            "type": numpy.dtype("<f4"),
            b"bytes": b"\x80\xff",
        }, open(sys.argv[1], "wb"), protocol=int(sys.argv[2]))
        """;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void What_numpy_pickles_is_read(int protocol)
    {
        Assert.SkipUnless(File.Exists(Python), "there is no Python here");
        using var folder = new TemporaryFolder();
        using (var process = Process.Start(new ProcessStartInfo(Python, ["-c", Program, folder["x.pkl"], $"{protocol}"]) { RedirectStandardError = true })!)
        {
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.SkipWhen(error.Contains("No module named 'numpy'", StringComparison.Ordinal), "this Python has no numpy");
            Assert.True(process.ExitCode == 0, error);
        }

        Assert.Empty(Checkpoint.FindUnsafeGlobals(folder["x.pkl"]));
        ValueDict values = Checkpoint.LoadDict(folder["x.pkl"]);
        TensorAssert.Equal(Tensor.Arange(6).Reshape(2, 3).To(DType.Float32), values.GetTensor("rows"));
        TensorAssert.Equal(Tensor.Arange(6).Reshape(2, 3).To(DType.Int64), values.GetTensor("columns"));
        Assert.Equal([1, 258, -2], values.GetTensor("big").ToArray<short>());
        Assert.Equal([true, false], values.GetTensor("bool").ToArray<bool>());
        var empty = Assert.IsType<List<object?>>(values["empty"]).Cast<Tensor>().ToList();
        Assert.Equal((new Shape(0, 3), DType.Float64), (empty[0].Shape, empty[0].DType));
        Assert.Equal((new Shape(2, 0), DType.Int32), (empty[1].Shape, empty[1].DType));
        Assert.Equal(2.5, values.GetTensor("none").Item<double>());
        var one = Assert.IsType<List<object?>>(values["one"]).Cast<Tensor>().ToList();
        Assert.Equal((DType.UInt8, DType.Int8, 7.0, 7.0), (one[0].DType, one[1].DType, one[0].Item(), one[1].Item()));
        Assert.Equal(
            [0.1, 0.5, -2.0, -3L, (BigInteger)ulong.MaxValue, true, new Complex(1, -2)],
            Assert.IsType<List<object?>>(values["numbers"]));
        Assert.Equal("numpy.dtype('<f4')", values["type"]);
        Assert.Equal([0x80, 0xff], Assert.IsType<byte[]>(values["bytes"u8.ToArray()]));
    }

    [Theory]
    [InlineData("U\u0003abc.", "abc")]
    [InlineData("U\u0002\u00c3\u00a9.", "é")]
    public void A_string_of_Python_2_is_text_when_it_is_UTF8(string latin1, string expected) =>
        Assert.Equal(expected, Read(latin1));

    [Fact]
    public void A_string_of_Python_2_is_bytes_when_it_is_no_UTF8()
    {
        Assert.Equal([0xff, 1], Assert.IsType<byte[]>(Read("U\u0002\u00ff\u0001.")));
        Assert.Equal([0xff, 1], Assert.IsType<byte[]>(Read("T\u0002\0\0\0\u00ff\u0001.")));
    }

    [Theory]
    [InlineData(1, 2, "U\u0004\u0001\0\u00ff\u00ff")]
    [InlineData(1, 2, "U\u0004abcd")]
    public void An_array_of_Python_2_is_read(int rows, int columns, string data)
    {
        using CheckpointFile file = Open(Array(rows, columns, "i2", "<", data));
        byte[] bytes = Encoding.Latin1.GetBytes(data[2..]);
        Assert.Equal([BitConverter.ToInt16(bytes), BitConverter.ToInt16(bytes, 2)], file.Load("").ToArray<short>());
    }

    [Theory]
    [InlineData("cnumpy\nload\n.", "the file asks for numpy.load, which is refused")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nmatrix\n.", "the file asks for numpy.matrix, which is refused")]
    [InlineData("cnumpy\nndarray\n)R.", "numpy.ndarray is called")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\nc__builtin__\nset\n\u0085R.", "numpy.core.multiarray._reconstruct is called for another class")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n\u0085R.", "an array of numpy's was never given its content")]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n\u0085RNb.", "an array of numpy's has a state of an unknown form")]
    [InlineData("cnumpy\ndtype\nU\u0002f4\u0085RNb.", "a numpy.dtype has a state of an unknown form")]
    [InlineData("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002f4\u0085RU\u0003abc\u0086R.", "a number of type float32 has 3 bytes, not 4")]
    [InlineData("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002O8\u0085RU\u0003abc\u0086R.", "the array holds Python objects")]
    [InlineData("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002M8\u0085RU\u0003abc\u0086R.", "arrays of numpy's type '=M8' are not supported")]
    [InlineData("cnumpy.core.multiarray\nscalar\ncnumpy\ndtype\nU\u0002f4\u0085RN\u0086R.", "argument 1 of numpy.core.multiarray.scalar is None")]
    public void Other_names_and_forms_are_refused(string latin1, string reason) =>
        Assert.Contains(reason, Assert.Throws<CheckpointException>(() => Open(latin1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(2, 2, "i2", "<", "U\u0004abcd", "an array of int16[2, 2] needs 8 bytes, but 4 are there")]
    [InlineData(1, 2, "i2", "?", "U\u0004abcd", "arrays of numpy's type '?i2' are not supported")]
    [InlineData(1, 2, "i2", "<", "]", "numpy's numbers are a list in place of bytes")]
    [InlineData(1, 2, "O8", "|", "]", "the array holds Python objects, which are pickles that may run code; they are never read")]
    public void Arrays_that_do_not_fit_are_refused(int rows, int columns, string type, string order, string data, string reason) =>
        Assert.Contains(
            reason, Assert.Throws<CheckpointException>(() => Open(Array(rows, columns, type, order, data))).Message, StringComparison.Ordinal);

    [Fact]
    public void Arrays_over_one_value_share_its_memory()
    {
        string array = Array(1, 2, "i2", "<", "U\u0004abcdq\u0007")[..^1];
        string again = array.Replace("U\u0004abcdq\u0007", "h\u0007", StringComparison.Ordinal);
        using CheckpointFile file = Open($"]({array}{string.Concat(Enumerable.Repeat(again, 1000))}e.");
        Assert.Equal(1001, file.Entries.Count);
        Assert.Single(file.Entries.Select(entry => entry.StorageId).Distinct());
        Assert.True(file.Load("[0]").SharesMemoryWith(file.Load("[1000]")));

        string other = again.Replace("<", ">", StringComparison.Ordinal);
        Assert.Contains(
            "two arrays of numpy's share bytes that have different orders",
            Assert.Throws<CheckpointException>(() => Open($"]({array}{other}e.")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Many_dimensions_and_long_values_for_many_arrays_are_refused()
    {
        string array = Array(1, 1, "u1", "|", "U\u0001a")[..^1];
        string dimensions = $"({string.Concat(Enumerable.Repeat("K\u0001", 65))}t";
        Assert.Contains(
            "a tensor has 65 dimensions, more than 64",
            Assert.Throws<CheckpointException>(() => Open($"{array.Replace("K\u0001K\u0001\u0086", dimensions, StringComparison.Ordinal)}.")).Message,
            StringComparison.Ordinal);

        // bytes again and again from the memo, which types would make texts of
        string type = "cnumpy\ndtype\nh\0\u0085R";
        string bytes = $"B{Encoding.Latin1.GetString(BitConverter.GetBytes(200_000))}{new string('f', 200_000)}q\0";
        Assert.Contains(
            "the same long value to too many calls",
            Assert.Throws<CheckpointException>(() => Open($"]({bytes}{string.Concat(Enumerable.Repeat(type, 10_000))}e.")).Message,
            StringComparison.Ordinal);
    }

    /// <summary>What numpy writes for an array, in Python 2, with short numbers only.</summary>
    public static string Array(int rows, int columns, string type, string order, string data) =>
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R"
        + $"(K\u0001K{(char)rows}K{(char)columns}\u0086cnumpy\ndtype\nU\u0002{type}K\0K\u0001\u0087R"
        + $"(K\u0003U\u0001{order}NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089{data}tb.";

    private static CheckpointFile Open(string latin1) => Checkpoint.Open(new MemoryStream(Encoding.Latin1.GetBytes(latin1)));

    private static object? Read(string latin1) => PickleText.Read(Encoding.Latin1.GetBytes(latin1));
}
