using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>
/// Compares a loaded value with the flat description PyTorch made of it: "a.b[0]" to a plain value or to a tensor's
/// dtype, shape, strides, offset and elements.
/// </summary>
internal static class ExpectedValues
{
    /// <summary>Asserts that the value holds all leaves of the description and no others.</summary>
    public static void Check(JsonElement expected, object? actual)
    {
        var leaves = new Dictionary<string, object?>();
        Flatten("", actual, leaves);
        Assert.Equal(expected.EnumerateObject().Select(leaf => leaf.Name), leaves.Keys);
        foreach (JsonProperty leaf in expected.EnumerateObject())
        {
            if (leaf.Value.ValueKind == JsonValueKind.Object)
            {
                CheckTensor(leaf.Name, leaf.Value, Assert.IsType<Tensor>(leaves[leaf.Name]));
            }
            else
            {
                CheckPlain(leaf.Name, leaf.Value, leaves[leaf.Name]);
            }
        }
    }

    /// <summary>Asserts that an open file lists the tensors of the description and no others, and loads each.</summary>
    public static void Check(JsonElement expected, CheckpointFile actual)
    {
        JsonProperty[] tensors = [.. expected.EnumerateObject()
            .Where(leaf => leaf.Value.ValueKind == JsonValueKind.Object)];
        Assert.Equal(tensors.Select(leaf => leaf.Name), actual.Entries.Select(entry => entry.Name));
        foreach (JsonProperty leaf in tensors)
        {
            CheckpointEntry entry = actual[leaf.Name];
            Assert.Equal(leaf.Value.GetProperty("dtype").GetString(), entry.DTypeName);
            Assert.Equal(Integers(leaf.Value, "shape"), entry.Shape.Select(size => (int)size));
            if (entry.Kind != StoredTensorKind.SparseCoo)
            {
                Assert.Equal(Integers(leaf.Value, "stride"), entry.Strides.Select(stride => (int)stride));
                Assert.Equal(leaf.Value.GetProperty("offset").GetInt64(), entry.StorageOffset);
            }

            CheckTensor(leaf.Name, leaf.Value, actual.Load(entry));
        }

        CheckSharing(actual);
    }

    /// <summary>Entries over one storage are tensors over one storage, and no others are.</summary>
    private static void CheckSharing(CheckpointFile file)
    {
        CheckpointEntry[] dense = [.. file.Entries.Where(entry => entry.DType is not null)];
        Tensor[] tensors = [.. dense.Select(file.Load)];
        for (int i = 0; i < dense.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(dense[i].StorageId == dense[j].StorageId, tensors[i].SharesMemoryWith(tensors[j]));
            }
        }
    }

    private static void Flatten(string path, object? value, Dictionary<string, object?> leaves)
    {
        switch (value)
        {
            case ValueDict dict:
                foreach ((object key, object? item) in dict)
                {
                    Flatten(path.Length == 0 ? $"{key}" : $"{path}.{key}", item, leaves);
                }

                break;
            case IReadOnlyList<object?> list:
                for (int i = 0; i < list.Count; i++)
                {
                    Flatten($"{path}[{i}]", list[i], leaves);
                }

                break;
            case byte[]:
                // PyTorch's description leaves bytes out.
                break;
            default:
                leaves.Add(path, value);
                break;
        }
    }

    private static void CheckTensor(string name, JsonElement expected, Tensor actual)
    {
        string dtype = expected.GetProperty("dtype").GetString()!;
        bool isComplex = dtype.StartsWith("complex", StringComparison.Ordinal);
        Assert.Equal($"{name}: {ConvertedType(dtype)}", $"{name}: {actual.DType.TorchName}");
        int[] shape = Integers(expected, "shape");
        Assert.Equal(isComplex ? [.. shape, 2] : shape, actual.Shape.ToArray());
        if (expected.TryGetProperty("values_err", out _))
        {
            // PyTorch's description gives no values of the sparse tensor; these are those of its to_dense().
            Assert.Equal([0, 0, 3, 4, 0, 5], Elements(actual));
            return;
        }

        if (ConvertedType(dtype) == dtype)
        {
            Assert.Equal(Integers(expected, "stride"), actual.Strides.ToArray());
            Assert.Equal(expected.GetProperty("offset").GetInt32(), actual.StorageOffset);
        }

        // The description keeps the first 32 elements.
        Assert.Equal(expected.GetProperty("values").EnumerateArray().Select(Number), Elements(actual).Take(32));
    }

    private static string ConvertedType(string dtype) => dtype switch
    {
        "complex32" => "float16",
        "complex64" or "quint8" => "float32",
        "complex128" => "float64",
        "uint16" => "int32",
        "uint32" or "uint64" => "int64",
        _ when dtype.StartsWith("float8", StringComparison.Ordinal) => "float32",
        _ => dtype,
    };

    private static int[] Integers(JsonElement tensor, string property) =>
        [.. tensor.GetProperty(property).EnumerateArray().Select(number => number.GetInt32())];

    private static double[] Elements(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => Convert<float>(tensor, value => value),
        DType.Float64 => Convert<double>(tensor, value => value),
        DType.Float16 => Convert<Half>(tensor, value => (double)value),
        DType.BFloat16 => Convert<BFloat16>(tensor, value => value),
        DType.Int64 => Convert<long>(tensor, value => value),
        DType.Int32 => Convert<int>(tensor, value => value),
        DType.Int16 => Convert<short>(tensor, value => value),
        DType.Int8 => Convert<sbyte>(tensor, value => value),
        DType.UInt8 => Convert<byte>(tensor, value => value),
        _ => Convert<bool>(tensor, value => value ? 1 : 0),
    };

    private static double[] Convert<T>(Tensor tensor, Func<T, double> convert)
        where T : unmanaged => Array.ConvertAll(tensor.ToArray<T>(), value => convert(value));

    private static void CheckPlain(string name, JsonElement expected, object? actual)
    {
        object? value = expected.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => expected.GetString(),
            _ when actual is double => Number(expected),
            _ when actual is BigInteger => BigInteger.Parse(expected.GetRawText(), CultureInfo.InvariantCulture),
            _ => expected.GetInt64(),
        };
        Assert.Equal((name, value), (name, actual));
    }

    private static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        },
        _ => element.GetDouble(),
    };
}
