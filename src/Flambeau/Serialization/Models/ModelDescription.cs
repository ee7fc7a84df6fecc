namespace Flambeau.Serialization;

/// <summary>What a whole model is made again from, beside its weights.</summary>
/// <param name="Architecture">The name of its kind, such as <c>resnet34</c>.</param>
/// <param name="Arguments">
/// The arguments of its constructor: plain values by name, such as <c>num_classes</c>. PyTorch before 2.0 reads no floats
/// with <c>weights_only=True</c>.
/// </param>
public sealed record ModelDescription(string Architecture, ValueDict Arguments)
{
    /// <summary>The name, then the arguments.</summary>
    public override string ToString() =>
        $"{Architecture}({string.Join(", ", Arguments.Select(entry => $"{entry.Key}={PythonValue.Show(entry.Value)}"))})";
}
