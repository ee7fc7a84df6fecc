using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Describes a loaded value in the very JSON that interop.py makes of it in PyTorch.</summary>
internal sealed class TorchDescription
{
    private readonly Dictionary<Storage, int> _storages = [];

    /// <summary>The description as text.</summary>
    public static string Of(object? value) => Text(new TorchDescription().Describe(value));

    /// <summary>PyTorch's description in the same spelling.</summary>
    public static string Normalise(string json) => Text(JsonNode.Parse(json));

    private static string Text(JsonNode? node) =>
        node?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "null";

    private JsonNode? Describe(object? value) => value switch
    {
        null => null,
        Tensor tensor => Describe(tensor),
        ValueDict dict => Describe(dict),
        object?[] tuple => Sequence("tuple", tuple),
        List<object?> list => Sequence("list", list),
        HashSet<object?> set => Sequence("set", set),
        byte[] bytes => Sequence("bytes", bytes.Select(b => (object?)(long)b)),
        BigInteger number => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture)),
        double number => JsonNode.Parse(Python(number)),
        long number => number,
        bool flag => flag,
        _ => (string)value,
    };

    private static string Python(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.All(c => char.IsAsciiDigit(c) || c == '-') ? $"{text}.0" : text;
    }

    private JsonObject Describe(Tensor tensor)
    {
        if (!_storages.ContainsKey(tensor.Storage) && tensor.Numel > 0)
        {
            _storages.Add(tensor.Storage, _storages.Count);
        }

        Tensor dense = tensor.Contiguous();
        int itemSize = dense.DType.ItemSize;
        byte[] bytes = dense.Storage.Block
            .AsSpan<byte>((long)dense.StorageOffset * itemSize, dense.Numel * itemSize).ToArray();
        return new JsonObject
        {
            ["dtype"] = tensor.DType.TorchName,
            ["shape"] = Numbers(tensor.Shape),
            ["stride"] = Numbers(tensor.Strides),
            ["offset"] = tensor.StorageOffset,
            ["storage"] = tensor.Numel > 0 ? _storages[tensor.Storage] : -1,
            ["bytes"] = Convert.ToHexStringLower(bytes),
        };
    }

    private JsonObject Describe(ValueDict dict)
    {
        var description = new JsonObject
        {
            ["type"] = dict.IsOrderedDict ? "OrderedDict" : dict.IsCounter ? "Counter" : "dict",
            ["items"] = new JsonArray(
                [.. dict.Select(item => new JsonArray(Describe(item.Key), Describe(item.Value)))]),
        };
        if (dict.Attributes is { } attributes)
        {
            description["metadata"] = Describe(attributes["_metadata"]);
        }

        return description;
    }

    private JsonObject Sequence(string type, IEnumerable<object?> items) =>
        new() { ["type"] = type, ["items"] = new JsonArray([.. items.Select(Describe)]) };

    private static JsonArray Numbers(ReadOnlySpan<int> numbers) =>
        new([.. numbers.ToArray().Select(number => (JsonNode)number)]);
}
