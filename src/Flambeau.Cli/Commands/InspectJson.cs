using System.Text.Json;
using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary>The report of <c>flambeau inspect --json</c>.</summary>
internal static class InspectJson
{
    public static void Write(CheckpointContents contents, Terminal terminal) => Json.Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteString("format", contents.File.Format.ToString());
        WriteValues(json, "metadata", contents.File.Metadata.Select(fact => KeyValuePair.Create($"{fact.Key}", fact.Value)));
        json.WriteStartArray("tensors");
        foreach (CheckpointEntry entry in contents.File.Entries)
        {
            WriteEntry(json, entry);
        }

        json.WriteEndArray();
        WriteValues(json, "values", contents.File.PlainValues);
        WriteTotals(json, contents);
        json.WriteStartArray("unsafe_globals");
        foreach (string name in contents.UnsafeGlobals)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteEntry(Utf8JsonWriter json, CheckpointEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("name", entry.Name);
        WriteNumbers(json, "shape", entry.Shape);
        json.WriteString("dtype", entry.DTypeName);
        json.WriteString("kind", entry.Kind.ToString());
        json.WriteNumber("bytes", entry.ByteLength);
        WriteNumbers(json, "strides", entry.Strides);
        json.WriteNumber("storage", entry.StorageId);
        json.WriteNumber("storage_offset", entry.StorageOffset);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, object?>> values)
    {
        // an array, because two values of a hostile file may have one name
        json.WriteStartArray(name);
        foreach ((string key, object? value) in values)
        {
            json.WriteStartObject();
            json.WriteString("name", key);
            WriteValue(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull("value");
                break;
            case bool truth:
                json.WriteBoolean("value", truth);
                break;
            case long number:
                json.WriteNumber("value", number);
                break;
            case double number:
                json.Number("value", number);
                break;
            case string text:
                json.WriteString("value", text);
                break;
            default:
                json.WriteString("value", Printable.Value(value));
                break;
        }
    }

    private static void WriteTotals(Utf8JsonWriter json, CheckpointContents contents)
    {
        json.WriteStartObject("dtypes");
        foreach (var dtype in contents.DTypes)
        {
            json.WriteStartObject(dtype.Name);
            json.WriteNumber("tensors", dtype.Tensors);
            json.WriteNumber("elements", dtype.Elements);
            json.WriteNumber("bytes", dtype.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("shared");
        foreach (CheckpointEntry[] group in contents.Shared)
        {
            json.WriteStartArray();
            foreach (CheckpointEntry entry in group)
            {
                json.WriteStringValue(entry.Name);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
