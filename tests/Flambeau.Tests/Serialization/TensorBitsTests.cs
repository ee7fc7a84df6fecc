using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Tensors that PyTorch 2 stores as other tensors' memory with a mark: negated, conjugated, or both.</summary>
public class TensorBitsTests
{
    private static readonly CheckpointOptions s_converting = new() { ConvertTensors = true };

    private static readonly ValueDict s_neg = new() { ["neg"] = true };
    private static readonly ValueDict s_conj = new() { ["conj"] = true };
    private static readonly ValueDict s_both = new() { ["conj"] = true, ["neg"] = true };

    [Fact]
    public void A_negated_view_has_memory_of_its_own_and_leaves_the_other_as_it_is()
    {
        // what torch.tensor([1+2j, 3-4j]).conj().imag is: every second number, from the second on
        PicklePersistentId storage = HandMade.Storage("FloatStorage", "0", 4);
        MemoryStream file = HandMade.File(
            new ValueDict
            {
                ["base"] = HandMade.Tensor(storage, 0, [4], [1]),
                ["imag"] = HandMade.Tensor(storage, 1, [2], [2], s_neg),
                ["tail"] = HandMade.Tensor(storage, 2, [2], [1]),
            },
            ("0", HandMade.Bytes(1f, 2, 3, -4)));

        ValueDict values = HandMade.LoadDict(file);

        Assert.Equal([1f, 2, 3, -4], values.GetTensor("base").ToArray<float>());
        Assert.Equal([-2f, 4], values.GetTensor("imag").ToArray<float>());
        Assert.True(values.GetTensor("imag").IsContiguous);
        Assert.False(values.GetTensor("base").SharesMemoryWith(values.GetTensor("imag")));
        Assert.True(values.GetTensor("base").SharesMemoryWith(values.GetTensor("tail")));
    }

    [Fact]
    public void An_open_file_lists_and_loads_it_in_any_order()
    {
        PicklePersistentId storage = HandMade.Storage("DoubleStorage", "0", 4);
        MemoryStream file = HandMade.File(
            new ValueDict
            {
                ["negated"] = HandMade.Tensor(storage, 0, [2, 2], [1, 2], s_neg),
                ["plain"] = HandMade.Tensor(storage, 0, [2, 2], [2, 1]),
            },
            ("0", HandMade.Bytes(1d, 2, 3, 4)));

        using CheckpointFile open = Checkpoint.Open(file);

        CheckpointEntry entry = open["negated"];
        Assert.Equal((DType.Float64, StoredTensorKind.Dense, 32L), (entry.DType, entry.Kind, entry.ByteLength));
        Assert.Equal(open["plain"].StorageId, entry.StorageId);
        Assert.Equal([-1d, -3, -2, -4], open.Load(entry).ToArray<double>());
        Assert.Equal([1d, 2, 3, 4], open.Load("plain").ToArray<double>());
        Assert.Equal([-1d, -3, -2, -4], open.Load(entry).ToArray<double>());
        Assert.Equal([-1d, -3, -2, -4], open.LoadAll()["negated"].ToArray<double>());
        Assert.Equal([-1d, -3, -2, -4], open.LoadStateDict()["negated"].ToArray<double>());
    }

    [Fact]
    public void Every_type_with_a_sign_is_negated()
    {
        float[] elements = [1.5f, -2, 0, 7];
        foreach (DType dtype in Enum.GetValues<DType>().Where(dtype => dtype != DType.Bool))
        {
            Tensor stored = Tensor.From(elements, 4).To(dtype);
            TorchStorageType type = TorchStorageType.Of(dtype);
            byte[] bytes = stored.Storage.Block.AsSpan<byte>(0, 4 * dtype.ItemSize).ToArray();
            MemoryStream file = HandMade.File(
                HandMade.Tensor(HandMade.Storage(type.Name, "0", 4), 0, [4], [1], s_neg), ("0", bytes));

            var loaded = Assert.IsType<Tensor>(Checkpoint.Load(file));

            Assert.Equal(dtype, loaded.DType);
            double[] expected = [.. stored.To(DType.Float64).ToArray<double>().Select(value => dtype == DType.UInt8 ? (256 - value) % 256 : -value)];
            Assert.Equal(expected, loaded.To(DType.Float64).ToArray<double>());
        }
    }

    [Fact]
    public void Signs_of_zero_and_of_what_is_no_number_turn_too()
    {
        MemoryStream file = HandMade.File(
            HandMade.Tensor(HandMade.Storage("FloatStorage", "0", 3), 0, [3], [1], s_neg),
            ("0", HandMade.Bytes(0f, -0f, float.NaN)));

        float[] loaded = Assert.IsType<Tensor>(Checkpoint.Load(file)).ToArray<float>();

        Assert.Equal([true, false, !float.IsNegative(float.NaN)], loaded.Select(float.IsNegative));
    }

    [Theory]
    [InlineData("conj", new[] { 3f, 4, -5, 6 })]
    [InlineData("neg", new[] { -3f, 4, 5, 6 })]
    [InlineData("both", new[] { -3f, -4, 5, -6 })]
    public void Complex_numbers_are_conjugated_and_negated(string bits, float[] expected)
    {
        ValueDict metadata = bits switch
        {
            "conj" => s_conj,
            "neg" => s_neg,
            _ => s_both,
        };
        PicklePersistentId storage = HandMade.Storage("ComplexFloatStorage", "0", 3);
        MemoryStream file = HandMade.File(
            new ValueDict { ["z"] = HandMade.Tensor(storage, 1, [2], [1], metadata), ["plain"] = HandMade.Tensor(storage, 1, [2], [1]) },
            ("0", HandMade.Bytes(1f, 2, 3, -4, -5, -6)));

        ValueDict values = HandMade.LoadDict(file, s_converting);

        Assert.Equal([2, 2], values.GetTensor("z").Shape);
        Assert.Equal(expected, values.GetTensor("z").ToArray<float>());
        Assert.Equal([3f, -4, -5, -6], values.GetTensor("plain").ToArray<float>());
        file.Position = 0;
        Assert.Contains("tensors of dtype complex64 are not supported", Assert.Throws<CheckpointException>(() => Checkpoint.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transposed_conjugate_keeps_its_order()
    {
        double[] parts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        MemoryStream file = HandMade.File(
            HandMade.Tensor(HandMade.Storage("ComplexDoubleStorage", "0", 6), 0, [3, 2], [1, 3], s_conj), ("0", HandMade.Bytes(parts)));

        var loaded = Assert.IsType<Tensor>(Checkpoint.Load(file, s_converting));

        Assert.Equal([1d, -2, 7, -8, 3, -4, 9, -10, 5, -6, 11, -12], loaded.ToArray<double>());
    }

    [Fact]
    public void Tensors_over_untyped_storages_are_marked_one_argument_later()
    {
        object?[] arguments =
        [
            HandMade.Storage("UntypedStorage", "0", 8), 0L, HandMade.Tuple(2), HandMade.Tuple(1), false,
            PickleWriter.NewOrderedDict(), new PickleGlobal("torch", "float32"), s_neg,
        ];
        MemoryStream file = HandMade.File(HandMade.Call("_rebuild_tensor_v3", arguments), ("0", HandMade.Bytes(1f, -2)));

        Assert.Equal([-1f, 2], Assert.IsType<Tensor>(Checkpoint.Load(file)).ToArray<float>());
    }

    [Fact]
    public void A_parameter_and_a_tensor_of_a_subclass_keep_the_mark()
    {
        PicklePersistentId storage = HandMade.Storage("FloatStorage", "0", 2);
        PickleCall tensor = HandMade.Tensor(storage, 0, [2], [1], s_neg);
        var rebuild = new PickleCall(
            new PickleGlobal("torch._tensor", "_rebuild_from_type_v2"),
            tensor.Function,
            new PickleGlobal("torch.nn.parameter", "Parameter"),
            tensor.Arguments,
            new ValueDict());
        MemoryStream file = HandMade.File(
            new List<object?> { HandMade.Call("_rebuild_parameter", tensor, true, PickleWriter.NewOrderedDict()), rebuild },
            ("0", HandMade.Bytes(1f, -2)));

        var values = Assert.IsType<List<object?>>(Checkpoint.Load(file));

        Assert.All(values, value => Assert.Equal([-1f, 2], Assert.IsType<Tensor>(value).ToArray<float>()));
    }

    [Fact]
    public void No_mark_changes_nothing()
    {
        PicklePersistentId storage = HandMade.Storage("FloatStorage", "0", 2);
        foreach (object? metadata in new object?[] { null, new ValueDict(), new ValueDict { ["another"] = false } })
        {
            MemoryStream file = HandMade.File(
                new List<object?> { HandMade.Tensor(storage, 0, [2], [1], metadata), HandMade.Tensor(storage, 0, [2], [1]) },
                ("0", HandMade.Bytes(1f, -2)));

            var values = Assert.IsType<List<object?>>(Checkpoint.Load(file));

            Assert.Equal([1f, -2], Assert.IsType<Tensor>(values[0]).ToArray<float>());
            Assert.True(((Tensor)values[0]!).SharesMemoryWith((Tensor)values[1]!));
        }
    }

    public static TheoryData<object, string, string> Refused => new()
    {
        { new ValueDict { ["sparse"] = true }, "FloatStorage", "torch._utils._rebuild_tensor_v2 is told 'sparse': True of a tensor, whose meaning is not known" },
        { new ValueDict { ["neg"] = false }, "FloatStorage", "is told 'neg': False of a tensor, whose meaning is not known" },
        { new ValueDict { ["neg"] = 1 }, "FloatStorage", "is told 'neg': 1 of a tensor" },
        { new ValueDict { [7] = true }, "FloatStorage", "is told '7': True of a tensor" },
        { "neg", "FloatStorage", "argument 6 of torch._utils._rebuild_tensor_v2 is a str, which it cannot be" },
        { s_conj, "FloatStorage", "a tensor of dtype float32 is marked 'conj', which it cannot be" },
        { s_neg, "BoolStorage", "a tensor of dtype bool is marked 'neg', which it cannot be" },
        { s_neg, "QInt8Storage", "a tensor of dtype qint8 is marked 'neg', which it cannot be" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Other_marks_are_refused(object metadata, string type, string message)
    {
        MemoryStream file = HandMade.File(
            new ValueDict { ["w"] = HandMade.Tensor(HandMade.Storage(type, "0", 2), 0, [2], [1], metadata) }, ("0", new byte[8]));

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(file));

        Assert.Contains("key 'w': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expanded_tensor_is_held_to_the_limits()
    {
        MemoryStream file = HandMade.File(
            HandMade.Tensor(HandMade.Storage("DoubleStorage", "0", 1), 0, [1 << 30], [0], s_neg), ("0", new byte[8]));

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(file));

        Assert.Contains("converting a tensor of shape [1073741824] takes more than", error.Message, StringComparison.Ordinal);
        long[] sizes = [.. Enumerable.Repeat(2L, 16)];
        long[] strides = [.. Enumerable.Range(0, 16).Select(i => i % 2L)];
        MemoryStream complex = HandMade.File(
            HandMade.Tensor(HandMade.Storage("ComplexFloatStorage", "0", 9), 0, sizes, strides, s_neg), ("0", new byte[72]));
        Assert.Contains(
            "more than the 16 dimensions", Assert.Throws<CheckpointException>(() => Checkpoint.Load(complex, s_converting)).Message, StringComparison.Ordinal);
    }
}
