using System.Text;

namespace Flambeau.Serialization;

/// <summary>A <c>numpy.dtype</c> of a pickle: a kind with its width, and the order of bytes, which comes later.</summary>
/// <param name="code">Such as <c>f4</c>.</param>
internal sealed class PickledNumpyType(string code)
{
    private string _order = "=";

    /// <summary>Sets the order of bytes.</summary>
    /// <param name="state">(version, order, None, None, None, -1, -1, 0[, metadata])</param>
    /// <exception cref="CheckpointException">It is of another form.</exception>
    public void SetState(object? state) => _order = state is object?[] and [long, var order, null, null, null, ..]
        ? order switch
        {
            string text => text,
            byte[] text => Encoding.Latin1.GetString(text),
            _ => throw Unknown(),
        }
        : throw Unknown();

    /// <summary>The type of elements that it names, and whether bytes are swapped.</summary>
    /// <exception cref="CheckpointException">Tensors cannot hold it.</exception>
    public (ElementType Type, bool Swapped) Parse() => NpyTypes.Parse(code.StartsWith('O') ? "|O" : $"{_order}{code}");

    /// <summary>numpy's description, such as <c>&lt;f4</c>.</summary>
    public override string ToString() => $"{_order}{code}";

    private static CheckpointException Unknown() =>
        new("a numpy.dtype has a state of an unknown form; types with fields are not supported");
}
