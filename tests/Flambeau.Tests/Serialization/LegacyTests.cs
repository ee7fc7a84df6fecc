using System.Numerics;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>The format before PyTorch 1.6, in its rarer forms, written by hand.</summary>
public class LegacyTests
{
    private static readonly BigInteger s_magic = new(Convert.FromHexString("6cfc9c46f9206aa85019"));

    [Fact]
    public void A_storage_may_be_a_view_of_another()
    {
        object?[] view = ["a-view", 1L, 2L];

        var tensor = Assert.IsType<Tensor>(ZipEdit.Load(
            Write(littleEndian: true, [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0], view)));

        Assert.Equal([2, 3], tensor.ToArray<int>());
        Assert.Equal(1, tensor.StorageOffset);
    }

    [Fact]
    public void Elements_of_a_big_endian_machine_are_turned_round()
    {
        var tensor = Assert.IsType<Tensor>(ZipEdit.Load(
            Write(littleEndian: false, [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3], null)));

        Assert.Equal([1, 2], tensor.ToArray<int>());
    }

    [Theory]
    [InlineData(1, "12 more bytes are needed, but 11 are left")]
    [InlineData(12, "12 more bytes are needed, but 0 are left")]
    [InlineData(20, "8 more bytes are needed, but 0 are left")]
    [InlineData(21, "the pickle is cut short or damaged: 1 more bytes are needed, but 0 are left")]
    public void A_file_cut_short_is_reported(int missing, string reason)
    {
        byte[] file = Write(littleEndian: true, new byte[12], null);

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file[..^missing]));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_storage_larger_than_the_file_is_not_allocated()
    {
        byte[] file = Write(littleEndian: true, new byte[12], null, count: 1L << 40);

        CheckpointException error = Assert.Throws<CheckpointException>(() => ZipEdit.Load(file));

        Assert.StartsWith(
            "storage '7' should have 1099511627776 elements, more than the file has bytes",
            error.Message,
            StringComparison.Ordinal);
    }

    /// <summary>What precedes the value.</summary>
    internal static byte[] Header(bool littleEndian) =>
    [
        .. PickleText.Write(s_magic),
        .. PickleText.Write(1001L),
        .. PickleText.Write(new ValueDict { ["little_endian"] = littleEndian }),
    ];

    /// <summary>A tensor of two int32 elements over a storage of three.</summary>
    private static byte[] Write(bool littleEndian, byte[] data, object?[]? view, long count = 3)
    {
        var id = new PicklePersistentId(["storage", new PickleGlobal("torch", "IntStorage"), "7", "cpu", count, view]);
        var tensor = new PickleCall(
            new PickleGlobal("torch._utils", "_rebuild_tensor"), id, 0L, new object?[] { 2L }, new object?[] { 1L });
        return
        [
            .. Header(littleEndian),
            .. PickleText.Write(tensor),
            .. PickleText.Write(new List<object?> { "7" }),
            .. BitConverter.GetBytes(3L),
            .. data,
        ];
    }
}
