namespace Flambeau;

/// <summary>The rules of operations that overwrite their first input.</summary>
internal static class InPlace
{
    /// <summary>Checks that <paramref name="self"/> may be overwritten; tells whether the operation has to be recorded.</summary>
    /// <exception cref="InvalidOperationException">A leaf that requires gradients, or a view whose history would be lost.</exception>
    public static bool Begin(string op, Tensor self, params ReadOnlySpan<Tensor?> others)
    {
        if (!GradMode.IsEnabled)
        {
            return false;
        }

        if (self.RequiresGrad && self.IsLeaf)
        {
            throw new InvalidOperationException(
                $"{op}: a leaf that requires gradients must not be overwritten while operations are recorded; use GradMode.NoGrad(). input has shape {self.Shape}.");
        }

        bool wanted = self.RequiresGrad || Recorder.Wants(others);
        if (wanted && self.ViewBase is { } origin && (origin.RequiresGrad && origin.IsLeaf))
        {
            throw new InvalidOperationException(
                $"{op}: a view of a leaf that requires gradients must not be overwritten while operations are recorded; use GradMode.NoGrad(). input has shape {self.Shape}.");
        }

        if (Layout.Overlaps(self.Shape, self.Strides))
        {
            throw new InvalidOperationException(
                $"{op}: several elements share one memory location (an expanded tensor); Clone() it first. input has shape {self.Shape}.");
        }

        return wanted;
    }

    /// <summary>Gives <paramref name="self"/>, already overwritten, its new history; input 0 of the node is its old self.</summary>
    public static Tensor Record(Tensor self, Node node, params ReadOnlySpan<Tensor?> others)
    {
        var edges = new Edge?[others.Length + 1];
        edges[0] = self.GradientEdge();
        for (int i = 0; i < others.Length; i++)
        {
            edges[i + 1] = others[i]?.GradientEdge();
        }

        node.Edges = edges;
        if (self.ViewBase is { } origin)
        {
            CopySlices.Record(origin, self, node);
        }
        else
        {
            self.SetSource(node, 0);
        }

        return self;
    }
}
