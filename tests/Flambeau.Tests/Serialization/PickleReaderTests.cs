using System.Numerics;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public class PickleReaderTests
{
    [Fact]
    public void Reads_every_kind_of_number()
    {
        // [None, True, False, 7, 300, -7, 2**40, 10**25, 2.5]
        object? value = PickleText.Read(
            [0x80, 2, (byte)']', (byte)'(', (byte)'N', 0x88, 0x89, (byte)'K', 7, (byte)'M', 0x2c, 1,
            (byte)'J', 0xf9, 0xff, 0xff, 0xff, 0x8a, 6, 0, 0, 0, 0, 0, 1,
            0x8a, 11, 0, 0, 0, 0x4a, 0x48, 0x01, 0x14, 0x16, 0x95, 0x45, 0x08,
            (byte)'G', 0x40, 4, 0, 0, 0, 0, 0, 0, (byte)'e', (byte)'.']);

        Assert.Equal(
            [null, true, false, 7L, 300L, -7L, 1L << 40, BigInteger.Pow(10, 25), 2.5],
            Assert.IsType<List<object?>>(value));
    }

    [Fact]
    public void Reads_a_tuple_of_text_and_bytes_of_protocol_4()
    {
        object? value = PickleText.Read([0x80, 4, 0x8c, 2, 0xc3, 0xa9, (byte)'C', 2, 0, 255, 0x86, (byte)'.']);

        object?[] tuple = Assert.IsType<object?[]>(value);
        Assert.Equal("é", tuple[0]);
        Assert.Equal([0, 255], Assert.IsType<byte[]>(tuple[1]));
    }

    [Fact]
    public void A_dict_keeps_the_order_and_the_kinds_of_its_keys()
    {
        // {'b': 1, 0: 2, (1, 'x'): 3}
        var dict = Assert.IsType<ValueDict>(PickleText.Read(
            [0x80, 2, (byte)'}', (byte)'(', .. "X\u0001\0\0\0b"u8, (byte)'K', 1, (byte)'K', 0, (byte)'K', 2,
            (byte)'K', 1, .. "X\u0001\0\0\0x"u8, 0x86, (byte)'K', 3, (byte)'u', (byte)'.']));

        Assert.Equal(["b", 0L, new object?[] { 1L, "x" }], dict.Keys);
        Assert.Equal(2L, dict[0]);
        Assert.Equal(3L, dict[new object?[] { 1L, "x" }]);
    }

    [Fact]
    public void One_list_in_two_places_is_one_list()
    {
        var outer = Assert.IsType<List<object?>>(PickleText.Read(
            [0x80, 2, (byte)']', (byte)'(', (byte)']', (byte)'q', 0, (byte)'h', 0, (byte)'e', (byte)'.']));

        Assert.Same(outer[0], outer[1]);
    }

    [Theory]
    [InlineData("cos\nsystem\n.", "the file asks for os.system, which is refused because a checkpoint needs no such code")]
    [InlineData("c__builtin__\neval\n.", "the file asks for __builtin__.eval, which is refused")]
    [InlineData("\u008c\u0002os\u008c\u0006system\u0093.", "the file asks for os.system, which is refused")]
    [InlineData("}\u008c\u0001kcposix\nsystem\ns.", "key 'k': the file asks for posix.system, which is refused")]
    [InlineData("K\u0001K\u0001\u0093.", "the pickle names a global with something other than two strings (at byte 4)")]
    [InlineData("ccollections\nOrderedDict\nK\u0001R.", "the pickle calls collections.OrderedDict with an int")]
    [InlineData("K\u0001)R.", "the pickle calls an int as if it were a function")]
    [InlineData("h\u0005.", "the pickle refers to memo entry 5, which was never stored (at byte 0)")]
    [InlineData("a.", "the pickle takes more values off its stack than it put there (at byte 0)")]
    [InlineData("K\u0001(K\u0001s.", "the pickle takes more values off its stack than it put there")]
    [InlineData("t.", "the pickle closes a group that it never opened")]
    [InlineData("](K\u0001u.", "the pickle fills a dict with a key that has no value")]
    [InlineData("](K\u0001K\u0001u.", "the pickle sets items of a list")]
    [InlineData("}K\u0001a.", "the pickle appends to a dict")]
    [InlineData("}}b.", "the pickle gives a state to a dict")]
    [InlineData("}]K\u0001s.", "a list cannot be a key of a dict")]
    [InlineData("\u0080\u0006.", "pickle protocol 6 is unknown; 5 is the highest")]
    [InlineData("(iposix\nsystem\n.", "the file asks for posix.system, which is refused")]
    [InlineData("(cposix\nsystem\no.", "the file asks for posix.system, which is refused")]
    [InlineData("(o.", "the pickle makes an object of no class")]
    [InlineData("Ix\n.", "the pickle has a line that should be an integer")]
    [InlineData("Fx\n.", "the pickle has a line that should be a float")]
    [InlineData("Sx\n.", "the pickle has a string without quotes")]
    [InlineData("V\\u12\n.", "the pickle has text with a broken escape")]
    [InlineData("g5\n.", "the pickle refers to memo entry 5, which was never stored")]
    [InlineData("Np-1\n.", "the pickle has a line that should be the number of a memo entry")]
    [InlineData("Px\n.", "a persistent id is not that of a storage")]
    [InlineData("\u0082\u0001.", "the pickle asks for a class by a number of Python's extension registry")]
    [InlineData("ccollections\nOrderedDict\n)}\u008c\u0001aK\u0001s\u0092.", "calls a class with arguments by name")]
    [InlineData("\u0001.", "the pickle uses opcode 0x01, which PyTorch never writes; it is damaged")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ff.", "4294967295 more bytes are needed, but 1 are left (at byte 0)")]
    [InlineData("X\u0001\0\0\0\u00ff.", "a string is not valid UTF-8")]
    [InlineData("K", "the pickle is cut short or damaged: 1 more bytes are needed, but 0 are left")]
    [InlineData("", "the pickle is cut short or damaged: 1 more bytes are needed, but 0 are left")]
    public void Bad_pickles_are_refused_with_a_reason(string latin1, string reason)
    {
        byte[] pickle = System.Text.Encoding.Latin1.GetBytes(latin1);

        CheckpointException error = Assert.Throws<CheckpointException>(() => PickleText.Read(pickle));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_value_cannot_be_copied_by_many_calls()
    {
        // set([1] * 200_000), again and again from the memo
        byte[] list = [.. "]q\0("u8, .. Enumerable.Repeat("K\u0001"u8.ToArray(), 200_000).SelectMany(b => b), (byte)'e'];
        byte[] call = [.. "c__builtin__\nset\nh\0"u8, 0x85, (byte)'R'];
        byte[] pickle = [.. list, .. Enumerable.Repeat(call, 10_000).SelectMany(b => b), (byte)'.'];

        CheckpointException error = Assert.Throws<CheckpointException>(() => PickleText.Read(pickle));

        Assert.Contains("the same long value to too many calls", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_dict_cannot_be_copied_by_many_calls()
    {
        // Counter({0: 0, 1: 0, ...}) and Counter({'aaa...': 0}), again and again from the memo
        byte[] numbers = [.. "}q\0("u8, .. Enumerable.Range(0, 60_000).SelectMany(i => new byte[] { (byte)'M', (byte)i, (byte)(i >> 8), (byte)'N' }), (byte)'u'];
        byte[] text = [.. "}q\0X"u8, .. BitConverter.GetBytes(1_000_000), .. Enumerable.Repeat((byte)'a', 1_000_000), .. "Ns"u8];
        byte[] call = [.. "ccollections\nCounter\nh\0"u8, 0x85, (byte)'R'];
        foreach (byte[] dict in new[] { numbers, text })
        {
            byte[] once = [.. dict, .. call, (byte)'.'];
            Assert.True(Assert.IsType<ValueDict>(PickleText.Read(once)).IsCounter);
            byte[] pickle = [.. dict, .. Enumerable.Repeat(call, 10_000).SelectMany(b => b), (byte)'.'];

            CheckpointException error = Assert.Throws<CheckpointException>(() => PickleText.Read(pickle));

            Assert.Contains("the same long value to too many calls", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reads_every_kind_of_line_of_protocol_0()
    {
        // pickle.dumps([None, True, 7, 10**25, 2.5, 'a\'b\n', 'é\n', (1, 2)], protocol=0), the strings by hand
        object? value = PickleText.Read([
            .. "(lp0\nNaI01\naI7\naL10000000000000000000000000L\naF2.5\naS'a\\'b\\x0a'\naV\\u00e9\\u000a\np1\nag1\na(I1\nI2\nta."u8]);

        Assert.Equal(
            [null, true, 7L, BigInteger.Pow(10, 25), 2.5, "a'b\n", "é\n", "é\n", new object?[] { 1L, 2L }],
            Assert.IsType<List<object?>>(value));
    }

    [Fact]
    public void A_long_key_cannot_be_hashed_by_many_dicts()
    {
        // {s: None}, again and again, s being long and in the memo
        byte[] text = [(byte)'X', .. BitConverter.GetBytes(1 << 20), .. new byte[1 << 20], (byte)'q', 0, (byte)'0'];
        byte[] dict = [.. "}h\0Ns0"u8];
        byte[] pickle = [.. text, .. Enumerable.Repeat(dict, 100_000).SelectMany(b => b), (byte)'N', (byte)'.'];

        CheckpointException error = Assert.Throws<CheckpointException>(() => PickleText.Read(pickle));

        Assert.Contains("the same long value to too many", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("]]]0000.", "the pickle has more than 5 opcodes")]
    [InlineData("Nq\0q\u0001q\u0002.", "the pickle's memo has more than 2 entries")]
    public void Limits_are_kept(string latin1, string reason)
    {
        byte[] pickle = System.Text.Encoding.Latin1.GetBytes(latin1);
        var limits = new CheckpointLimits { MaximumOpcodes = 5, MaximumMemo = 2 };

        CheckpointException error = Assert.Throws<CheckpointException>(() => PickleText.Read(pickle, limits));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_costs_no_stack()
    {
        byte[] pickle = [.. Enumerable.Repeat((byte)']', 200_000), .. Enumerable.Repeat((byte)'a', 199_999), (byte)'.'];

        Assert.IsType<List<object?>>(PickleText.Read(pickle));
    }

    [Fact]
    public void A_value_that_contains_itself_is_refused()
    {
        var list = new List<object?>();
        list.Add(new ValueDict { ["self"] = list });

        CheckpointException error = Assert.Throws<CheckpointException>(() => ValueTree.Check(list));

        Assert.Equal("a list in the file contains itself", error.Message);
    }

    [Fact]
    public void A_small_graph_with_countless_paths_is_refused()
    {
        object? value = null;
        for (int i = 0; i < 60; i++)
        {
            value = new object?[] { value, value };
        }

        CheckpointException error = Assert.Throws<CheckpointException>(() => ValueTree.Check(value));

        Assert.Equal("the file's values refer to each other too many times", error.Message);
    }

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(400, true)] // each half is shallow enough when it is met alone
    public void Values_nested_too_deep_for_a_recursive_walk_are_refused(int levels, bool halfwayFirst)
    {
        object? value = null;
        var all = new List<object?>();
        for (int i = 1; i <= levels; i++)
        {
            value = new List<object?> { value };
            if (halfwayFirst && i % 150 == 0)
            {
                all.Add(value);
            }
        }

        all.Add(value);
        value = all;

        CheckpointException error = Assert.Throws<CheckpointException>(() => ValueTree.Check(value));

        Assert.Equal("the file's values are nested deeper than 200 levels", error.Message);
    }
}
