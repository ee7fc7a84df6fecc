using System.Text.Json;

namespace Flambeau.Serialization;

/// <summary>
/// Opens <c>model.safetensors.index.json</c>: which of several files beside it holds each tensor of a large model.
/// </summary>
internal sealed class SafeTensorsIndexReader : CheckpointReader
{
    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) =>
        start.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        if (source.Path is null)
        {
            throw new CheckpointException("an index of safetensors files can only be opened by its path: the files are beside it");
        }

        if (source.Length > SafeTensorsHeader.MaximumLength)
        {
            throw new CheckpointException(
                $"the index has {source.Length} bytes, more than the limit of {SafeTensorsHeader.MaximumLength}");
        }

        try
        {
            using var document = JsonDocument.Parse(source.Read(0, (int)source.Length));
            return SafeTensorsFile.OpenShards(source, Shards(document.RootElement, options.Limits), Metadata(document.RootElement), options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CheckpointException("the file is JSON, but no index of safetensors files", e);
        }
    }

    // in the order in which the files are first named
    private static OrderedDictionary<string, List<string>> Shards(JsonElement root, CheckpointLimits limits)
    {
        if (!root.TryGetProperty("weight_map", out var map))
        {
            throw new CheckpointException("the file is JSON, but no index of safetensors files: it has no 'weight_map'");
        }

        var shards = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        int count = 0;
        foreach (var entry in map.EnumerateObject())
        {
            string file = entry.Value.GetString() ?? "";
            if (!IsPlainName(file))
            {
                throw new CheckpointException($"the index places '{entry.Name}' in '{file}', which is no plain file name");
            }

            if (++count > limits.MaximumTensors)
            {
                throw new CheckpointException($"the index names more than {limits.MaximumTensors} tensors");
            }

            if (!shards.TryGetValue(file, out var names))
            {
                shards.Add(file, names = []);
            }

            names.Add(entry.Name);
        }

        return shards;
    }

    // a file from elsewhere must not reach outside its folder
    private static bool IsPlainName(string file) =>
        file.Length > 0 && file is not ("." or "..") && file.IndexOfAny(['/', '\\', ':', '\0']) < 0;

    private static ValueDict Metadata(JsonElement root)
    {
        var metadata = new ValueDict();
        if (root.TryGetProperty("metadata", out var given) && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in given.EnumerateObject())
            {
                metadata[entry.Name] = entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt64(out long number)
                    ? number
                    : entry.Value.ToString();
            }
        }

        return metadata;
    }
}
