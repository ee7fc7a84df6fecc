using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Tensors of kinds that Flambeau does not have, converted on request.</summary>
public class ConversionTests
{
    private static readonly CheckpointOptions s_converting = new() { ConvertTensors = true };

    [Theory]
    [InlineData(
        "float8_e4m3fn",
        new byte[] { 0x00, 0x80, 0x01, 0x38, 0xC0, 0x7E, 0x7F, 0x08 },
        new[] { 0f, -0f, 0.001953125f, 1f, -2f, 448f, float.NaN, 0.015625f })]
    [InlineData(
        "float8_e5m2",
        new byte[] { 0x00, 0x01, 0x3C, 0xC0, 0x7B, 0x7C, 0xFC, 0x7E },
        new[]
        {
            0f, 1.52587890625e-05f, 1f, -2f, 57344f, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
        })]
    [InlineData(
        "float8_e4m3fnuz",
        new byte[] { 0x00, 0x80, 0x01, 0x40, 0xC8, 0x7F },
        new[] { 0f, float.NaN, 0.0009765625f, 1f, -2f, 240f })]
    [InlineData(
        "float8_e5m2fnuz",
        new byte[] { 0x00, 0x80, 0x01, 0x40, 0xC4, 0x7F },
        new[] { 0f, float.NaN, 7.62939453125e-06f, 1f, -2f, 57344f })]
    [InlineData(
        "float8_e8m0fnu",
        new byte[] { 0x00, 0x7F, 0x80, 0xFE, 0xFF },
        new[] { 5.877471754111438e-39f, 1f, 2f, 1.7014118346046923e38f, float.NaN })]
    public void Eight_bit_floats_are_widened(string type, byte[] bits, float[] expected)
    {
        Tensor tensor = Dense(type, bits, [bits.Length], [1]).Load(Context(bits.Length));

        Assert.Equal(DType.Float32, tensor.DType);
        Assert.Equal(expected.Select(Bits), tensor.ToArray<float>().Select(Bits));
    }

    [Fact]
    public void Unsigned_integers_are_widened()
    {
        Assert.Equal([65535, 1], Dense("uint16", [255, 255, 1, 0], [2], [1]).Load(Context(4)).ToArray<int>());
        Assert.Equal([uint.MaxValue], Dense("uint32", [255, 255, 255, 255], [1], [1]).Load(Context(4)).ToArray<long>());
        Assert.Equal([5L], Dense("uint64", [5, 0, 0, 0, 0, 0, 0, 0], [1], [1]).Load(Context(8)).ToArray<long>());
        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Dense("uint64", [0, 0, 0, 0, 0, 0, 0, 128], [1], [1]).Load(Context(8)));
        Assert.Equal("the uint64 element 9223372036854775808 does not fit an int64", error.Message);
    }

    [Fact]
    public void Complex_views_become_views_of_pairs()
    {
        float[] parts = [1, 2, 3, 4, 5, 6, 7, 8];
        byte[] bytes = [.. parts.SelectMany(BitConverter.GetBytes)];

        Tensor tensor = Dense("complex64", bytes, [2], [2], offset: 1).Load(Context(bytes.Length));

        Assert.Equal([2, 2], tensor.Shape);
        Assert.Equal([3f, 4, 7, 8], tensor.ToArray<float>());
    }

    [Fact]
    public void Channels_are_dequantised_along_their_axis()
    {
        DenseStoredTensor data = Dense("qint8", [1, 2, 3, 255, 254, 253], [2, 3], [3, 1]);
        float[] scale = [0.5f, 1, 2];
        long[] zeroPoint = [0, 1, -1];
        DenseStoredTensor scales = Dense("float32", [.. scale.SelectMany(BitConverter.GetBytes)], [3], [1]);
        DenseStoredTensor zeros = Dense("int64", [.. zeroPoint.SelectMany(BitConverter.GetBytes)], [3], [1]);
        var stored = new QuantizedStoredTensor(data, new Quantization(scales, zeros, 1, [2, 3]));

        Assert.Equal([0.5f, 1, 8, -0.5f, -3, -4], stored.Load(Context(100)).ToArray<float>());
        Assert.Equal(StoredTensorKind.Quantized, stored.Kind);
    }

    [Fact]
    public void Channels_need_a_scale_each()
    {
        DenseStoredTensor two = Dense("float32", new byte[8], [2], [1]);

        CheckpointException error = Assert.Throws<CheckpointException>(() => new Quantization(two, two, 1, [2, 3]));

        Assert.Equal(
            "a tensor of shape [2, 3] is quantised along dimension 1 with scales of shape [2] and zero points of shape "
            + "[2]",
            error.Message);
    }

    [Fact]
    public void Equal_coordinates_of_a_sparse_tensor_are_added()
    {
        // Rows 1, 0 and 1 of a [2, 2] tensor with one sparse dimension.
        SparseStoredTensor stored = Sparse([1, 0, 1], [1, 3], [1, 2, 3, 4, 10, 20], [3, 2], [2, 2]);

        Assert.Equal([3f, 4, 11, 22], stored.Load(Context(100)).ToArray<float>());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_coordinate_outside_is_refused(long index)
    {
        SparseStoredTensor stored = Sparse([index], [1, 1], [1], [1], [2]);

        CheckpointException error = Assert.Throws<CheckpointException>(() => stored.Load(Context(100)));

        Assert.Equal(
            $"a sparse tensor of shape [2] has an element at index {index} of dimension 0", error.Message);
    }

    [Fact]
    public void Parts_of_a_sparse_tensor_must_fit_together()
    {
        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Sparse([0, 1], [1, 2], [1, 2, 3], [3], [4]));

        Assert.Equal(
            "a sparse tensor of shape [4] has int64 indices of shape [1, 2] and values of shape [3]", error.Message);
    }

    [Fact]
    public void A_small_file_cannot_ask_for_a_large_tensor()
    {
        SparseStoredTensor sparse = Sparse([0], [1, 1], [1], [1], [1 << 30]);
        DenseStoredTensor expanded = Dense("uint16", [1, 0], [1 << 30], [0]);

        foreach (StoredTensor stored in new StoredTensor[] { sparse, expanded })
        {
            CheckpointException error = Assert.Throws<CheckpointException>(() => stored.Load(Context(100)));

            Assert.StartsWith(
                "converting a tensor of shape [1073741824] takes more than the 2147485248 bytes that CheckpointLimits",
                error.Message,
                StringComparison.Ordinal);
        }
    }

    /// <summary>Tells zeros of both signs apart, and takes all NaNs for one.</summary>
    [Fact]
    public void Parts_that_strides_of_0_make_vast_are_refused()
    {
        const long Count = 1 << 29;
        var sparse = new SparseStoredTensor(Dense("int64", new byte[8], [1, Count], [0, 0]), Dense("float32", new byte[4], [Count], [0]), [2]);
        var options = new CheckpointOptions { ConvertTensors = true, Limits = new CheckpointLimits { MaximumConvertedBytes = 1L << 32 } };
        Assert.Contains(
            "converting a tensor of shape [1, 536870912] takes more than the 4294968896 bytes",
            Assert.Throws<CheckpointException>(() => sparse.Load(new LoadContext(options, 100))).Message,
            StringComparison.Ordinal);

        var quantization = new Quantization(
            Dense("float64", new byte[8], [Count], [0]), Dense("int64", new byte[8], [Count], [0]), 0, [Count]);
        Assert.Contains(
            "converting a tensor of shape [536870912] takes more than the 4294968896 bytes",
            Assert.Throws<CheckpointException>(() => quantization.Load(new LoadContext(options, 100))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_more_dimensions_than_kernels_walk_are_refused()
    {
        // alternating strides, so that no two dimensions are one
        long[] sizes = [.. Enumerable.Repeat(2L, 17)];
        long[] strides = [.. Enumerable.Range(0, 17).Select(i => i % 2L)];
        StoredTensor[] tensors =
        [
            Dense("uint16", new byte[18], sizes, strides),
            new QuantizedStoredTensor(Dense("qint8", new byte[9], sizes, strides), new Quantization(1, 0)),
            new SparseStoredTensor(Dense("int64", [], [0, 1], [1, 1]), Dense("float32", new byte[36], [1, .. sizes], [1, .. strides]), sizes),
        ];
        foreach (StoredTensor stored in tensors)
        {
            Assert.Contains(
                "has more than the 16 dimensions that can be converted",
                Assert.Throws<CheckpointException>(() => stored.Load(Context(100))).Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(17, Dense("float32", new byte[36], sizes, strides).Load(Context(100)).Shape.Count);
    }

    [Theory]
    [InlineData(65536, 32768, 0)]
    [InlineData(0, int.MaxValue, int.MaxValue)]
    public void Empty_tensors_may_have_any_other_sizes(long first, long second, long third)
    {
        var sparse = new SparseStoredTensor(
            Dense("int64", [], [2, 0], [1, 1]), Dense("float32", [], [0, third], [1, 1]), [first, second, third]);
        var expected = new Shape((int)first, (int)second, (int)third);
        Assert.Equal(expected, sparse.Load(Context(100)).Shape);
        Assert.Equal(expected, Dense("float32", [], [first, second, third], [1, 1, 1]).Load(Context(100)).Shape);
        Assert.Equal(expected, Dense("uint16", [], [first, second, third], [1, 1, 1]).Load(Context(100)).Shape);
        var quantized = new QuantizedStoredTensor(Dense("quint8", [], [first, second, third], [1, 1, 1]), new Quantization(1, 0));
        Assert.Equal(expected, quantized.Load(Context(100)).Shape);

        var huge = new SparseStoredTensor(
            Dense("int64", [], [2, 0], [1, 1]), Dense("float32", [], [0, third], [1, 1]), [1L << 40, 0, third]);
        Assert.Contains("a dimension is too large", Assert.Throws<CheckpointException>(() => huge.Load(Context(100))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_tensors_of_every_type_are_made_dense()
    {
        foreach (DType dtype in Enum.GetValues<DType>())
        {
            // one element as safetensors has it
            var file = new MemoryStream();
            Checkpoint.SaveSafeTensors(file, new StateDict { ["one"] = Tensor.Ones([1], dtype) });
            byte[] one = file.ToArray()[^dtype.ItemSize..];
            var sparse = new SparseStoredTensor(
                Dense("int64", BitConverter.GetBytes(1L), [1, 1], [1, 1]), Dense(dtype.TorchName, one, [1], [1]), [3]);
            Tensor dense = sparse.Load(Context(100));
            Assert.Equal(dtype, dense.DType);
            Assert.Equal([0.0, 1, 0], dense.To(DType.Float64).ToArray<double>());
        }
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(float.IsNaN(value) ? float.NaN : value);

    private static LoadContext Context(long fileLength) => new(s_converting, fileLength);

    private static SparseStoredTensor Sparse(
        long[] indices, long[] indexSizes, float[] values, long[] valueSizes, long[] sizes) => new(
            Dense("int64", [.. indices.SelectMany(BitConverter.GetBytes)], indexSizes, [indexSizes[1], 1]),
            Dense(
                "float32",
                [.. values.SelectMany(BitConverter.GetBytes)],
                valueSizes,
                valueSizes.Length == 2 ? [valueSizes[1], 1] : [1]),
            sizes);

    private static DenseStoredTensor Dense(string type, byte[] bytes, long[] sizes, long[] strides, long offset = 0)
    {
        var storage = new StoredStorage(0, bytes.Length)
        {
            Fill = block => bytes.CopyTo(block.AsSpan<byte>(0, bytes.Length)),
        };
        return new DenseStoredTensor(storage, ElementType.Find(type)!, offset, sizes, strides);
    }
}
