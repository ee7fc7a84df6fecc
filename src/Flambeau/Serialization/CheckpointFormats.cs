namespace Flambeau.Serialization;

/// <summary>Which format a file gets, and what the formats can hold.</summary>
internal static class CheckpointFormats
{
    /// <summary>The format that an extension stands for; PyTorch's for all that stand for no other.</summary>
    public static CheckpointFormat OfPath(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".SAFETENSORS" => CheckpointFormat.SafeTensors,
        ".NPZ" => CheckpointFormat.Npz,
        ".NPY" => CheckpointFormat.Npy,
        _ => CheckpointFormat.TorchZip,
    };

    /// <summary>A value that is nothing but tensors by name.</summary>
    /// <exception cref="ArgumentException">It holds something else.</exception>
    public static StateDict TensorsByName(object? value, CheckpointFormat format)
    {
        try
        {
            return value switch
            {
                StateDict state => state,
                IEnumerable<KeyValuePair<string, Tensor>> tensors => new StateDict(tensors),
                ValueDict dict => StateDict.From(dict, "the value"),
                _ => throw new CheckpointException($"the value is {PythonValue.NameOf(value)}"),
            };
        }
        catch (CheckpointException e)
        {
            throw Refuse(format, "tensors by name", e.Message);
        }
    }

    /// <summary>A value that is a tensor.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static Tensor OneTensor(object? value, CheckpointFormat format) =>
        value as Tensor ?? throw Refuse(format, "one tensor", $"the value is {PythonValue.NameOf(value)}");

    private static ArgumentException Refuse(CheckpointFormat format, string holds, string got) => new(
        $"Checkpoint.Save: {format} files hold {holds}, but {got}; give the file another extension, such as .pt, "
        + $"or pass {nameof(CheckpointFormat)}.{nameof(CheckpointFormat.TorchZip)}.");
}
