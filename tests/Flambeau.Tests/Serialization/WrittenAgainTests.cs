using System.Numerics;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>What the guide's table says of values that are read and written again.</summary>
public class WrittenAgainTests
{
    [Fact]
    public void Values_without_a_kind_of_their_own_are_written_as_the_next_one()
    {
        PicklePersistentId storage = HandMade.Storage("FloatStorage", "0", 2, "cuda:0");
        PickleCall parameter = HandMade.Call("_rebuild_parameter", HandMade.Tensor(storage, 0, [2], [1]), true, PickleWriter.NewOrderedDict());
        ValueDict again = Again(new ValueDict
        {
            ["size"] = Torch("Size", [HandMade.Tuple(2, 3)]),
            ["device"] = Torch("device", ["cuda", 1]),
            ["frozenset"] = Builtin("frozenset", new List<object?> { 1, 2 }),
            ["bytearray"] = Builtin("bytearray", "\u00ff", "latin-1"),
            ["dtype"] = new PickleGlobal("torch", "bfloat16"),
            ["other dtype"] = new PickleGlobal("torch", "complex64"),
            ["parameter"] = parameter,
            ["negated"] = HandMade.Tensor(storage, 0, [2], [1], new ValueDict { ["neg"] = true }),
        });

        Assert.Equal([2L, 3L], Assert.IsType<object?[]>(again["size"]));
        Assert.Equal("cuda:1", again["device"]);
        Assert.Equal([1L, 2L], Assert.IsType<HashSet<object?>>(again["frozenset"]).Order());
        Assert.Equal([255], Assert.IsType<byte[]>(again["bytearray"]));
        Assert.Equal(DType.BFloat16, again["dtype"]);
        Assert.Equal("torch.complex64", again["other dtype"]);
        Assert.False(again.GetTensor("parameter").RequiresGrad);
        Assert.Equal([1f, -2], again.GetTensor("parameter").ToArray<float>());
        Assert.Equal([-1f, 2], again.GetTensor("negated").ToArray<float>());
        Assert.False(again.GetTensor("parameter").SharesMemoryWith(again.GetTensor("negated")));
    }

    [Fact]
    public void Dicts_and_numbers_stay_what_they_are()
    {
        var counter = new ValueDict([KeyValuePair.Create<object, object?>(5, 2)]) { IsCounter = true };
        ValueDict again = Again(new ValueDict
        {
            ["dict"] = new ValueDict { [1] = "one", [2.5] = null },
            ["ordered"] = new ValueDict([KeyValuePair.Create<object, object?>("a", 1)]) { IsOrderedDict = true },
            ["counter"] = counter,
            ["large"] = BigInteger.Pow(10, 25),
            ["nan"] = double.NaN,
        });

        Assert.Equal([1L, 2.5], again.GetDict("dict").Keys);
        Assert.True(again.GetDict("ordered") is { IsOrderedDict: true, IsCounter: false });
        Assert.True(again.GetDict("counter") is { IsOrderedDict: false, IsCounter: true, Count: 1 });
        Assert.Equal((BigInteger.Pow(10, 25), double.NaN), ((BigInteger)again["large"]!, again.GetDouble("nan")));
    }

    [Fact]
    public void A_complex_number_can_be_read_but_not_written()
    {
        var value = HandMade.LoadDict(HandMade.File(new ValueDict { ["z"] = Builtin("complex", 1.5, -2.0) }));

        Assert.Equal(new Complex(1.5, -2), value["z"]);
        Assert.Contains("under key 'z' cannot be saved", Assert.Throws<ArgumentException>(() => Checkpoint.Save(new MemoryStream(), value)).Message, StringComparison.Ordinal);
    }

    private static PickleCall Torch(string name, object?[] arguments) => new(new PickleGlobal("torch", name), arguments);

    private static PickleCall Builtin(string name, params object?[] arguments) => new(new PickleGlobal("__builtin__", name), arguments);

    /// <summary>A file with two numbers, read, written and read.</summary>
    private static ValueDict Again(ValueDict value)
    {
        var copy = new MemoryStream();
        Checkpoint.Save(copy, HandMade.LoadDict(HandMade.File(value, ("0", HandMade.Bytes(1f, -2)))));
        return HandMade.LoadDict(copy);
    }
}
