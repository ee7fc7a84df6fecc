using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>What a file chooses, keys, numbers, names, cannot make reading it quadratic.</summary>
public class CollisionTests
{
    private const int Count = 20_000;

    [Fact]
    public void Keys_whose_own_hash_codes_are_equal_get_different_ones()
    {
        long[] integers = [.. Enumerable.Range(0, Count).Select(i => ((long)i << 32) | (uint)i)];
        Assert.Single(integers.Select(key => key.GetHashCode()).Distinct());
        AssertSpread(integers.Select(key => ValueComparer.Instance.GetHashCode(key)));
        AssertSpread(integers.Select(key => SeededComparer.Instance.GetHashCode(key)));

        double[] floats = [.. Enumerable.Range(0, Count).Select(i => BitConverter.Int64BitsToDouble(((long)i << 32) | (uint)i))];
        Assert.Single(floats.Select(key => key.GetHashCode()).Distinct());
        AssertSpread(floats.Select(key => ValueComparer.Instance.GetHashCode(key)));
    }

    [Fact]
    public void Memo_numbers_do_not_fall_into_one_bucket()
    {
        // of a dictionary of that many
        const uint Buckets = 30_011;
        Assert.InRange(
            Enumerable.Range(0, Count).Select(i => (uint)SeededComparer.Instance.GetHashCode((uint)i * Buckets) % Buckets).Distinct().Count(),
            Count / 4,
            Count);
    }

    [Fact]
    public void Equal_keys_have_equal_hash_codes()
    {
        Assert.Equal(ValueComparer.Instance.GetHashCode(0.0), ValueComparer.Instance.GetHashCode(-0.0));
        Assert.Equal(
            ValueComparer.Instance.GetHashCode(double.NaN),
            ValueComparer.Instance.GetHashCode(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.NaN) ^ 1)));
        var dict = new ValueDict { [0.0] = 1, [double.NaN] = 2, [(object)1L] = 3 };
        Assert.Equal([1L, 2L, 3L], [dict[-0.0], dict[double.NaN], dict[1]]);
    }

    [Fact]
    public void A_memo_keeps_what_is_stored_in_any_order()
    {
        var memo = new PickleMemo();
        uint[] numbers = [0, 1, 3, 2, 1, uint.MaxValue, 4, 5];
        foreach ((int i, uint number) in numbers.Index())
        {
            memo.Store(number, i);
        }

        Assert.Equal(7, memo.Count);
        foreach (uint number in numbers)
        {
            Assert.True(memo.TryGetValue(number, out object? value));
            Assert.Equal(Array.LastIndexOf(numbers, number), value);
        }

        Assert.False(memo.TryGetValue(6, out _));
    }

    [Fact]
    public void Any_number_of_tensors_may_have_one_path()
    {
        var tensors = new ValueDict();
        Tensor one = Tensor.Ones(1);
        for (int i = 0; i < Count; i++)
        {
            // shown as "a tuple", all of them
            tensors[new object?[] { (long)i }] = one;
        }

        using CheckpointFile file = Checkpoint.Open(new MemoryStream(ZipEdit.Save(tensors)));
        Assert.Equal(Count, file.Entries.Count);
        Assert.Equal(Count, file.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal(["a tuple", "a tuple#2", "a tuple#3"], file.Entries.Take(3).Select(entry => entry.Name));
    }

    private static void AssertSpread(IEnumerable<int> hashCodes) =>
        Assert.InRange(hashCodes.Distinct().Count(), Count - 100, Count);
}
