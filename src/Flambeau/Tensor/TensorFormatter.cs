using System.Text;

namespace Flambeau;

/// <summary>Prints tensors as PyTorch does with the same <see cref="PrintOptions"/>.</summary>
internal static class TensorFormatter
{
    private const int Omitted = -1;
    private const string Prefix = "tensor(";

    /// <summary>The whole text, such as <c>tensor([1., 2.], requires_grad=True)</c>.</summary>
    public static string Format(Tensor tensor)
    {
        Tensor values = tensor.Detach();
        bool summarise = values.Numel > PrintOptions.Threshold;
        string body = values.Numel == 0
            ? "[]"
            : Body(values, new ElementFormat(values.DType, VisibleElements(values, summarise)), Prefix.Length, summarise);
        return WithSuffixes(Prefix + body, Suffixes(tensor));
    }

    private static string Body(Tensor tensor, ElementFormat format, int indent, bool summarise)
    {
        if (tensor.Dim == 0)
        {
            return format.Text(tensor);
        }

        var visible = VisibleIndices(tensor.Shape[0], summarise);
        if (tensor.Dim == 1)
        {
            return Row(visible.Select(i => i == Omitted ? " ..." : format.Text(tensor.Select(0, i))), format.Width, indent);
        }

        // every further dimension is set apart by one more empty line
        string separator = "," + new string('\n', tensor.Dim - 1) + new string(' ', indent + 1);
        var slices = visible.Select(i => i == Omitted ? "..." : Body(tensor.Select(0, i), format, indent + 1, summarise));
        return "[" + string.Join(separator, slices) + "]";
    }

    private static string Row(IEnumerable<string> elements, int width, int indent)
    {
        int perLine = Math.Max(1, (PrintOptions.LineWidth - indent) / (width + ", ".Length));
        var lines = elements.Chunk(perLine).Select(line => string.Join(", ", line));
        return "[" + string.Join(",\n" + new string(' ', indent + 1), lines) + "]";
    }

    private static IEnumerable<int> VisibleIndices(int size, bool summarise) => summarise && size > 2 * PrintOptions.EdgeItems
        ? [.. Enumerable.Range(0, PrintOptions.EdgeItems), Omitted, .. Enumerable.Range(size - PrintOptions.EdgeItems, PrintOptions.EdgeItems)]
        : Enumerable.Range(0, size);

    private static IEnumerable<Tensor> VisibleElements(Tensor tensor, bool summarise) => tensor.Dim == 0
        ? [tensor]
        : VisibleIndices(tensor.Shape[0], summarise)
            .Where(i => i != Omitted)
            .SelectMany(i => VisibleElements(tensor.Select(0, i), summarise));

    private static IEnumerable<string> Suffixes(Tensor tensor)
    {
        bool isEmpty = tensor.Numel == 0;
        if (isEmpty && tensor.Dim != 1)
        {
            yield return $"size=({string.Join(", ", tensor.Shape)})";
        }

        // an integer or a truth value shows its type; where nothing is shown only float32 goes without saying
        if (tensor.DType != DType.Float32 && (isEmpty || tensor.DType is not (DType.Int64 or DType.Bool)))
        {
            yield return $"dtype=torch.{tensor.DType.TorchName}";
        }

        if (tensor.GradFn is { } node)
        {
            yield return $"grad_fn={node}";
        }
        else if (tensor.RequiresGrad)
        {
            yield return "requires_grad=True";
        }
    }

    private static string WithSuffixes(string text, IEnumerable<string> suffixes)
    {
        var result = new StringBuilder(text);
        int column = text.Length - text.LastIndexOf('\n') + 1;
        foreach (string suffix in suffixes)
        {
            if (column + suffix.Length + ", ".Length > PrintOptions.LineWidth)
            {
                result.Append(",\n").Append(' ', Prefix.Length).Append(suffix);
                column = Prefix.Length + suffix.Length;
            }
            else
            {
                result.Append(", ").Append(suffix);
                column += suffix.Length + ", ".Length;
            }
        }

        return result.Append(')').ToString();
    }
}
