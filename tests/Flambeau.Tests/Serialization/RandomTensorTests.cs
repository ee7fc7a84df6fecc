using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>
/// Tensors of any sizes, strides and types, plausible and absurd: each is described and loaded, or refused with the
/// format's exception. Changed bytes of real files hardly ever make these.
/// </summary>
public class RandomTensorTests
{
    private const int Rounds = 100_000;

    private static readonly long[] s_sizes = [0, 0, 1, 1, 1, 2, 2, 3, 4, 65536, int.MaxValue, 1L << 31, 1L << 40, long.MaxValue, -1];
    private static readonly long[] s_strides = [0, 0, 0, 1, 1, 1, 2, 3, 65536, int.MaxValue, 1L << 40, long.MaxValue, -1];
    private static readonly ElementType[] s_types = [.. ElementType.All];

    private static readonly CheckpointOptions s_options = new()
    {
        ConvertTensors = true,
        Limits = new CheckpointLimits { MaximumConvertedBytes = 1 << 20 },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_description_gives_a_tensor_or_the_formats_exception(int kind)
    {
        var random = new Random(20 + kind);
        int loaded = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string description = "";
            try
            {
                StoredTensor stored = kind switch
                {
                    1 => Dense(random, s_types[random.Next(s_types.Length)]),
                    2 => Quantized(random),
                    _ => Sparse(random),
                };
                description = $"{stored.Type.Name} {stored.Shape} {string.Join(' ', stored.Parts.Select(part => $"[{string.Join(',', part.Sizes)}]@[{string.Join(',', part.Strides)}]"))}";
                _ = new CheckpointEntry("x", stored).ByteLength;
                Tensor tensor = stored.Load(new LoadContext(s_options, 64));
                Assert.Equal(stored.Sizes, tensor.Shape.AsSpan()[..stored.Sizes.Count].ToArray().Select(size => (long)size));
                loaded++;
            }
            catch (CheckpointException)
            {
                // refused, as most are
            }
            catch (Exception e)
            {
                Assert.Fail($"{description}\n{e}");
            }
        }

        Assert.InRange(loaded, Rounds / 100, Rounds);
    }

    private static DenseStoredTensor Dense(Random random, ElementType type, long[]? sizes = null)
    {
        sizes ??= Some(random, s_sizes, random.Next(8) == 0 ? random.Next(20) : random.Next(4));
        byte[] bytes = new byte[random.Next(65)];
        random.NextBytes(bytes);
        var storage = new StoredStorage(0, bytes.Length) { Fill = block => bytes.CopyTo(block.AsSpan<byte>(0, bytes.Length)) };
        return new DenseStoredTensor(storage, type, random.Next(3), sizes, Some(random, s_strides, sizes.Length));
    }

    private static QuantizedStoredTensor Quantized(Random random)
    {
        DenseStoredTensor data = Dense(random, ElementType.Find(Pick(random, "quint8", "qint8", "qint32", "float32"))!);
        long[] sizes = [.. data.Sizes];
        if (random.Next(2) == 0 || sizes.Length == 0)
        {
            return new QuantizedStoredTensor(data, new Quantization(0.5, random.NextInt64()));
        }

        int axis = random.Next(sizes.Length);
        return new QuantizedStoredTensor(data, new Quantization(
            Dense(random, ElementType.Find(Pick(random, "float64", "float32", "uint16", "complex64", "bool"))!, [sizes[axis]]),
            Dense(random, ElementType.Find(Pick(random, "int64", "float32", "uint64", "float8_e5m2"))!, [sizes[axis]]),
            axis,
            sizes));
    }

    private static SparseStoredTensor Sparse(Random random)
    {
        long[] sizes = Some(random, s_sizes, random.Next(5));
        int sparse = random.Next(sizes.Length + 1);
        long count = s_sizes[random.Next(s_sizes.Length)];
        return new SparseStoredTensor(
            Zeros(random, [sparse, count]), Dense(random, s_types[random.Next(s_types.Length)], [count, .. sizes[sparse..]]), sizes);
    }

    // coordinates that exist wherever there is anything
    private static DenseStoredTensor Zeros(Random random, long[] sizes)
    {
        var storage = new StoredStorage(0, 64) { Fill = block => block.AsSpan<byte>(0, 64).Clear() };
        return new DenseStoredTensor(storage, ElementType.Of(DType.Int64), 0, sizes, Some(random, s_strides, sizes.Length));
    }

    private static long[] Some(Random random, long[] values, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => values[random.Next(values.Length)])];

    private static string Pick(Random random, params ReadOnlySpan<string> names) => names[random.Next(names.Length)];
}
