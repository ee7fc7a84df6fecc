using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>The format of PyTorch 0.1, written by hand.</summary>
public class TarTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_storage_may_be_a_view_of_another(bool littleEndian)
    {
        var value = Assert.IsType<ValueDict>(ZipEdit.Load(Write(Parts(littleEndian))));

        Tensor tensor = value.GetTensor("t");
        Assert.Equal([2, 3], tensor.ToArray<int>());
        Assert.Equal(1, tensor.StorageOffset);
    }

    [Theory]
    [InlineData("storages", "storages: the tar archive has no such file")]
    [InlineData("pickle", "pickle: the tar archive has no such file")]
    public void A_missing_file_is_named(string file, string reason)
    {
        Dictionary<string, byte[]> parts = Parts(true);
        parts.Remove(file);

        Refused(parts, reason);
    }

    [Theory]
    [InlineData("tensors", 20, "tensors: the pickle is cut short or damaged")]
    [InlineData("storages", 30, "storages: ")]
    public void A_file_cut_short_is_reported(string file, int length, string reason)
    {
        Dictionary<string, byte[]> parts = Parts(true);
        parts[file] = parts[file][..length];

        Refused(parts, reason);
    }

    [Fact]
    public void What_the_pickle_refers_to_must_be_there()
    {
        Dictionary<string, byte[]> parts = Parts(true);
        parts["pickle"] = [.. "X\u0002\0\0\099Q."u8];

        Refused(parts, "pickle: there is no storage or tensor with the number 99");
    }

    [Fact]
    public void A_hostile_name_is_refused_in_every_part()
    {
        foreach (string file in new[] { "sys_info", "storages", "tensors", "pickle" })
        {
            Dictionary<string, byte[]> parts = Parts(true);
            parts[file] = [.. "cposix\nsystem\n."u8];

            Refused(parts, $"{file}: the file asks for posix.system, which is refused");
            Assert.Equal(["posix.system"], Checkpoint.FindUnsafeGlobals(new MemoryStream(Write(parts))));
        }
    }

    [Fact]
    public void A_length_past_the_end_is_refused()
    {
        byte[] file = Write(Parts(true));
        "77777777777"u8.CopyTo(file.AsSpan(124));

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file));

        Assert.StartsWith(
            "'sys_info' in the tar archive runs past the end of the file", error.Message, StringComparison.Ordinal);
    }

    private static void Refused(Dictionary<string, byte[]> parts, string reason)
    {
        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(Write(parts)));

        Assert.StartsWith(reason, error.Message, StringComparison.Ordinal);
    }

    /// <summary>A storage of three int32, a view of its last two, and a tensor over the view.</summary>
    private static Dictionary<string, byte[]> Parts(bool littleEndian)
    {
        byte[] elements = littleEndian ? [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0] : [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3];
        return new()
        {
            ["sys_info"] = PickleText.Write(new ValueDict { ["little_endian"] = littleEndian }),
            ["storages"] =
            [
                .. PickleText.Write(1L),
                .. PickleText.Write(new object?[] { 7L, "cpu", new PickleGlobal("torch", "IntStorage") }),
                .. BitConverter.GetBytes(3L), .. elements,
                .. PickleText.Write(new List<object?> { new object?[] { 8L, 7L, 1L, 2L } }),
            ],
            ["tensors"] =
            [
                .. PickleText.Write(1L),
                .. PickleText.Write(new object?[] { 9L, 8L, new PickleGlobal("torch", "IntTensor") }),
                .. BitConverter.GetBytes(1L), .. BitConverter.GetBytes(2L), .. BitConverter.GetBytes(1L),
                .. BitConverter.GetBytes(0L),
            ],
            ["pickle"] = [.. "}X\u0001\0\0\0tX\u0001\0\0\09Qs."u8],
        };
    }

    private static byte[] Write(Dictionary<string, byte[]> parts)
    {
        var file = new MemoryStream();
        foreach ((string name, byte[] content) in parts)
        {
            byte[] header = new byte[512];
            Encoding.ASCII.GetBytes(name, header);
            Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0'), header.AsSpan(124));
            "ustar"u8.CopyTo(header.AsSpan(257));
            file.Write(header);
            file.Write(content);
            file.Write(new byte[-content.Length & 511]);
        }

        file.Write(new byte[1024]);
        return file.ToArray();
    }
}
