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
        Assert.Equal($"{name}: {expected.GetProperty("dtype").GetString()}", $"{name}: {actual.DType.TorchName}");
        Assert.Equal(Integers(expected, "shape"), actual.Shape.ToArray());
        Assert.Equal(Integers(expected, "stride"), actual.Strides.ToArray());
        Assert.Equal(expected.GetProperty("offset").GetInt32(), actual.StorageOffset);
        // The description keeps the first 32 elements.
        Assert.Equal(expected.GetProperty("values").EnumerateArray().Select(Number), Elements(actual).Take(32));
    }

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
