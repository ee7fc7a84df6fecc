namespace Flambeau;

/// <summary>Gradients as values (<c>torch.autograd</c>).</summary>
public static class Autograd
{
    /// <summary>
    /// The gradients of the sum of <paramref name="outputs"/> with respect to <paramref name="inputs"/>; nothing is
    /// added to <see cref="Tensor.Grad"/> (<c>torch.autograd.grad</c>).
    /// </summary>
    /// <param name="outputs">Tensors that depend on the inputs.</param>
    /// <param name="inputs">Tensors that require gradients.</param>
    /// <param name="gradOutputs">The gradients with respect to the outputs, each of its output's shape; empty for ones.</param>
    /// <param name="retainGraph">Keep the saved tensors for another pass.</param>
    /// <param name="createGraph">Record the pass itself, for gradients of gradients.</param>
    /// <param name="allowUnused">Give null for an input that no output depends on, instead of an error.</param>
    /// <returns>One gradient per input, of the input's shape.</returns>
    /// <exception cref="InvalidOperationException">A tensor does not require gradients, or an input is unused.</exception>
    public static Tensor?[] Grad(
        ReadOnlySpan<Tensor> outputs,
        ReadOnlySpan<Tensor> inputs,
        ReadOnlySpan<Tensor?> gradOutputs = default,
        bool retainGraph = false,
        bool createGraph = false,
        bool allowUnused = false)
    {
        if (!gradOutputs.IsEmpty && gradOutputs.Length != outputs.Length)
        {
            throw new ArgumentException(
                $"Autograd.Grad: there must be one gradient per output, but got {gradOutputs.Length} for {outputs.Length}.", nameof(gradOutputs));
        }

        var capture = new GradientCapture(inputs);
        BackwardPass.Capture(outputs, gradOutputs, retainGraph || createGraph, createGraph, capture);
        int unused = Array.IndexOf(capture.Gradients, null);
        if (unused >= 0 && !allowUnused)
        {
            throw new InvalidOperationException(
                $"Autograd.Grad: input {unused} of shape {inputs[unused].Shape} was not used to make the outputs; pass allowUnused: true for a null gradient.");
        }

        return capture.Gradients;
    }

    /// <summary>The gradient of one output of one element with respect to one input.</summary>
    /// <exception cref="InvalidOperationException">A tensor does not require gradients, or the input is unused.</exception>
    public static Tensor Grad(Tensor output, Tensor input, bool retainGraph = false, bool createGraph = false) =>
        Grad([output], [input], default, retainGraph, createGraph)[0]!;
}
