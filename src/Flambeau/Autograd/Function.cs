namespace Flambeau;

/// <summary>
/// An operation with a gradient of your own (<c>torch.autograd.Function</c>): override <see cref="Forward"/> and
/// <see cref="Backward"/>, then call <see cref="Apply"/> on an instance.
/// </summary>
public abstract class Function
{
    /// <summary>Computes the single output and records the operation when a gradient is wanted.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Forward"/> gave several outputs, or an input itself.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> inputs)
    {
        var outputs = ApplyMultiple(inputs);
        return outputs.Length == 1 ? outputs[0] : throw new InvalidOperationException(
            $"{GetType().Name}: Apply is for a function with one output, but Forward gave {outputs.Length}; use ApplyMultiple.");
    }

    /// <summary>Computes the outputs and records the operation when a gradient is wanted.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Forward"/> gave an input itself as an output.</exception>
    public Tensor[] ApplyMultiple(params ReadOnlySpan<Tensor> inputs)
    {
        bool wanted = Recorder.Wants(inputs.ToArray());
        var context = new FunctionContext(inputs);
        Tensor[] outputs;
        using (GradMode.NoGrad())
        {
            outputs = Forward(context, inputs.ToArray());
        }

        foreach (var output in outputs)
        {
            if (inputs.ToArray().Contains(output))
            {
                throw new InvalidOperationException($"{GetType().Name}: Forward must give new tensors or views, but gave an input itself.");
            }
        }

        if (wanted)
        {
            var node = new FunctionNode(this, context, inputs, outputs.Length);
            context.Seal(node);
            Recorder.Record(Array.ConvertAll(outputs, o => o.DType.IsFloatingPoint ? o : null), node, inputs.ToArray());
        }

        return outputs;
    }

    /// <summary>Computes the outputs from the inputs; runs without recording.</summary>
    protected abstract Tensor[] Forward(FunctionContext context, Tensor[] inputs);

    /// <summary>
    /// Computes one gradient per input (null where there is none) from those of the outputs (null where none arrived).
    /// Written with tensor operations, it can be differentiated again.
    /// </summary>
    protected abstract Tensor?[] Backward(FunctionContext context, Tensor?[] gradOutputs);

    internal Tensor?[] RunBackward(FunctionContext context, Tensor?[] gradOutputs) => Backward(context, gradOutputs);
}
