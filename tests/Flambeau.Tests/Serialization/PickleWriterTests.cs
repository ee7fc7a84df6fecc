using System.Numerics;
using System.Text;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

public class PickleWriterTests
{
    [Fact]
    public void Writes_the_opcodes_Python_writes()
    {
        // pickle.dumps({'a': [1, 300, -1, 2.5, None, True], 'b': ('a', ())}, protocol=2), from CPython 3.11
        const string Python =
            "80027d71002858010000006171015d7102284b014d2c014affffffff4740040000000000004e8865"
            + "5801000000627103680129867104752e";

        byte[] pickle = PickleText.Write(new ValueDict
        {
            ["a"] = new List<object?> { 1, 300, -1, 2.5, null, true },
            ["b"] = new object?[] { "a", Array.Empty<object?>() },
        });

        Assert.Equal(Python, Convert.ToHexStringLower(pickle));
    }

    [Fact]
    public void Writes_a_Counter_as_Python_does()
    {
        // pickle.dumps({'a': collections.Counter([2, 5, 5]), 'b': collections.Counter()}, protocol=2)
        const string Python =
            "80027d710028580100000061710163636f6c6c656374696f6e730a436f756e7465720a71027d7103284b024b014b054b0275857104527105"
            + "580100000062710668027d7107857108527109752e";
        var value = new ValueDict { ["a"] = new ValueDict { IsCounter = true }, ["b"] = new ValueDict { IsCounter = true } };
        ((ValueDict)value["a"]!).Add(2, 1);
        ((ValueDict)value["a"]!).Add(5, 2);

        byte[] pickle = PickleText.Write(value);

        Assert.Equal(Python, Convert.ToHexStringLower(pickle));
        ValueDict read = Assert.IsType<ValueDict>(PickleText.Read(pickle));
        Assert.True(read.GetDict("a").IsCounter && read.GetDict("b").IsCounter && !read.IsCounter);
        Assert.Equal([KeyValuePair.Create<object, object?>(2L, 1L), KeyValuePair.Create<object, object?>(5L, 2L)], read.GetDict("a"));
    }

    [Fact]
    public void Every_plain_value_comes_back()
    {
        object?[] values =
        [
            null, true, false, 0L, 255L, 256L, 65535L, 65536L, -1L, (long)int.MinValue, long.MaxValue, long.MinValue,
            BigInteger.Pow(10, 25), -BigInteger.Pow(7, 1000), 0.1, double.NaN, double.NegativeInfinity, "", "naïve ключ",
            "a\0b", new byte[] { 0, 128, 255 }, Array.Empty<byte>(), Array.Empty<object?>(),
            new object?[] { 1L, 2L, 3L, 4L }, new List<object?> { new List<object?>() },
        ];

        object? read = PickleText.Read(PickleText.Write(values));

        Assert.Equal(values, Assert.IsType<object?[]>(read));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2500)]
    public void Long_lists_and_dicts_are_written_in_groups(int count)
    {
        List<object?> list = [.. Enumerable.Range(0, count).Select(i => (object?)(long)i)];
        var dict = new ValueDict(list.Select(i => new KeyValuePair<object, object?>(i!, $"{i}")));

        Assert.Equal(list, PickleText.Read(PickleText.Write(list)));
        Assert.Equal(dict, Assert.IsType<ValueDict>(PickleText.Read(PickleText.Write(dict))));
    }

    [Fact]
    public void Collections_of_dotnet_are_written_as_Python_would_see_them()
    {
        var value = new Dictionary<string, object?>
        {
            ["betas"] = (0.9, 0.999),
            ["params"] = new[] { 0, 1 },
            ["state"] = new Dictionary<int, string> { [0] = "x" },
            ["lr"] = 0.5f,
        };

        var read = Assert.IsType<ValueDict>(PickleText.Read(PickleText.Write(value)));

        Assert.Equal(new object?[] { 0.9, 0.999 }, Assert.IsType<object?[]>(read["betas"]));
        Assert.Equal(new List<object?> { 0L, 1L }, read["params"]);
        Assert.Equal("x", read.GetDict("state").GetString(0));
        Assert.Equal(0.5, read.GetDouble("lr"));
    }

    [Fact]
    public void What_cannot_be_written_is_named_by_its_key()
    {
        var value = new ValueDict { ["a"] = new ValueDict { ["b"] = new StringBuilder() } };

        ArgumentException error = Assert.Throws<ArgumentException>(() => PickleText.Write(value));

        Assert.Equal(
            "Checkpoint: a value of type System.Text.StringBuilder under key 'a.b' cannot be saved; only tensors, state "
            + "dicts, dicts, lists, tuples, sets, numbers, bools, strings, bytes and null can.",
            error.Message);
    }

    [Fact]
    public void A_list_that_holds_itself_is_written_once()
    {
        var list = new List<object?>();
        list.Add(list);

        var read = Assert.IsType<List<object?>>(PickleText.Read(PickleText.Write(list)));

        Assert.Same(read, read[0]);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        object? value = null;
        for (int i = 0; i < 10_000; i++)
        {
            value = new List<object?> { value };
        }

        ArgumentException error = Assert.Throws<ArgumentException>(() => PickleText.Write(value));

        Assert.Equal("Checkpoint: values are nested deeper than 256 levels.", error.Message);
    }
}
