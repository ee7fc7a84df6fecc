using System.Text.Json;

namespace Flambeau.Testing;

/// <summary>One JSON object of a golden file: texts, numbers and tensors by key.</summary>
public sealed class GoldenCase(JsonElement element)
{
    /// <summary>The case's name, unique in its file.</summary>
    public string Name => Text("name");

    /// <summary>True when the key is there and not null.</summary>
    public bool Has(string key) => element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text.</summary>
    public string Text(string key) => element.GetProperty(key).GetString()!;

    /// <summary>A truth value.</summary>
    public bool Bool(string key) => element.GetProperty(key).GetBoolean();

    /// <summary>A whole number.</summary>
    public long Integer(string key) => element.GetProperty(key).GetInt64();

    /// <summary>A number, which may be NaN or infinite.</summary>
    public double Number(string key) => Number(element.GetProperty(key));

    /// <summary>A list of whole numbers.</summary>
    public int[] Integers(string key) => [.. element.GetProperty(key).EnumerateArray().Select(v => v.GetInt32())];

    /// <summary>A list of numbers.</summary>
    public double[] Numbers(string key) => [.. element.GetProperty(key).EnumerateArray().Select(Number)];

    /// <summary>Numbers by name, in the file's order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> NamedNumbers(string key) =>
        [.. element.GetProperty(key).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Number(p.Value)))];

    /// <summary>A list of lists of numbers.</summary>
    public double[][] Rows(string key) =>
        [.. element.GetProperty(key).EnumerateArray().Select(row => row.EnumerateArray().Select(Number).ToArray())];

    /// <summary>A tensor.</summary>
    public Tensor Tensor(string key) => ReadTensor(element.GetProperty(key));

    /// <summary>A list of tensors.</summary>
    public Tensor[] Tensors(string key) => [.. element.GetProperty(key).EnumerateArray().Select(ReadTensor)];

    /// <summary>Tensors by name, in the file's order.</summary>
    public IReadOnlyList<KeyValuePair<string, Tensor>> NamedTensors(string key) =>
        [.. element.GetProperty(key).EnumerateObject().Select(p => KeyValuePair.Create(p.Name, ReadTensor(p.Value)))];

    /// <summary>An object inside this one.</summary>
    public GoldenCase Child(string key) => new(element.GetProperty(key));

    /// <summary>A list of objects inside this one.</summary>
    public GoldenCase[] Children(string key) => [.. element.GetProperty(key).EnumerateArray().Select(v => new GoldenCase(v))];

    /// <inheritdoc/>
    public override string ToString() => element.GetRawText();

    private static Tensor ReadTensor(JsonElement value)
    {
        Shape shape = new([.. value.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32())]);
        JsonElement data = value.GetProperty("data");
        Tensor result = value.GetProperty("dtype").GetString() switch
        {
            "float64" => Fill(shape, DType.Float64, data, Number),
            "float32" => Fill(shape, DType.Float32, data, v => (float)Number(v)),
            "float16" => Fill(shape, DType.Float16, data, v => (Half)Number(v)),
            "bfloat16" => Fill(shape, DType.BFloat16, data, v => (BFloat16)(float)Number(v)),
            "int64" => Fill(shape, DType.Int64, data, v => v.GetInt64()),
            "int32" => Fill(shape, DType.Int32, data, v => v.GetInt32()),
            "uint8" => Fill(shape, DType.UInt8, data, v => v.GetByte()),
            "bool" => Fill(shape, DType.Bool, data, v => v.GetBoolean()),
            string other => throw new InvalidDataException($"Golden tensors of type {other} are not known."),
            null => throw new InvalidDataException("A golden tensor has no type."),
        };
        return value.TryGetProperty("grad", out JsonElement grad) && grad.GetBoolean() ? result.RequireGrad() : result;
    }

    private static Tensor Fill<T>(Shape shape, DType dtype, JsonElement data, Func<JsonElement, T> read)
        where T : unmanaged
    {
        Tensor result = Flambeau.Tensor.Empty(shape, dtype);
        Span<T> span = result.AsSpan<T>();
        int i = 0;
        foreach (JsonElement value in data.EnumerateArray())
        {
            span[i++] = read(value);
        }
        return result;
    }

    private static double Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? double.Parse(value.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : value.GetDouble();
}
