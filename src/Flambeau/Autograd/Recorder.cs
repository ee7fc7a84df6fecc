namespace Flambeau;

/// <summary>Attaches nodes to the outputs of operations.</summary>
internal static class Recorder
{
    /// <summary>True when an operation on these inputs has to be recorded.</summary>
    public static bool Wants(params ReadOnlySpan<Tensor?> inputs)
    {
        if (!GradMode.IsEnabled)
        {
            return false;
        }

        foreach (var input in inputs)
        {
            if (input is { RequiresGrad: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes <paramref name="output"/> the result of <paramref name="node"/> applied to the inputs.</summary>
    /// <returns><paramref name="output"/>.</returns>
    public static Tensor Record(Tensor output, Node node, params ReadOnlySpan<Tensor?> inputs)
    {
        Connect(node, inputs);
        output.SetSource(node, 0);
        return output;
    }

    /// <summary>As <see cref="Record(Tensor, Node, ReadOnlySpan{Tensor})"/> for several outputs; those without gradients are passed as null.</summary>
    public static void Record(ReadOnlySpan<Tensor?> outputs, Node node, params ReadOnlySpan<Tensor?> inputs)
    {
        Connect(node, inputs);
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i]?.SetSource(node, i);
        }
    }

    private static void Connect(Node node, ReadOnlySpan<Tensor?> inputs)
    {
        var edges = new Edge?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            edges[i] = inputs[i]?.GradientEdge();
        }

        node.Edges = edges;
    }
}
