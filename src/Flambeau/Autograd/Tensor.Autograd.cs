namespace Flambeau;

/// <content>Automatic differentiation.</content>
public partial class Tensor
{
    private AutogradMeta? _autograd;

    /// <summary>Whether gradients with respect to this tensor are computed; may be set on leaves of floating-point type.</summary>
    /// <exception cref="InvalidOperationException">Set on a tensor that is not a leaf, or whose type has no gradients.</exception>
    public bool RequiresGrad
    {
        get => CurrentSource() is not null || _autograd is { RequiresGrad: true };
        set
        {
            if (value == RequiresGrad)
            {
                return;
            }

            CheckMayRequireGrad(value);
            (_autograd ??= new AutogradMeta()).RequiresGrad = value;
        }
    }

    /// <summary>True when no recorded operation made this tensor.</summary>
    public bool IsLeaf => CurrentSource() is null;

    /// <summary>True when the tensor was made in <see cref="GradMode.Inference"/> mode.</summary>
    public bool IsInference { get; private init; }

    /// <summary>The node that made this tensor; null for a leaf.</summary>
    public Node? GradFn => CurrentSource()?.Node;

    /// <summary>The gradient accumulated by <see cref="Backward"/>; same shape as the tensor, null before.</summary>
    /// <exception cref="ArgumentException">Set to a tensor of another shape or type.</exception>
    public Tensor? Grad
    {
        get => _autograd?.Grad;
        set
        {
            if (value is not null && (value.Shape != Shape || value.DType != DType))
            {
                throw new ArgumentException(
                    $"Grad: the gradient must have the tensor's shape and type, but got {value.Shape} {value.DType.TorchName}. input has shape {Shape} {DType.TorchName}.", nameof(value));
            }

            if (value is not null || _autograd is not null)
            {
                (_autograd ??= new AutogradMeta()).Grad = value;
            }
        }
    }

    /// <summary>True when <see cref="RetainGrad"/> was asked for.</summary>
    public bool RetainsGrad => _autograd?.RetainsGrad ?? false;

    /// <summary>
    /// Computes the gradients of all leaves that this tensor depends on and adds them to their <see cref="Grad"/>.
    /// </summary>
    /// <param name="gradient">The gradient with respect to this tensor, of its shape; 1 when omitted, which needs a single element.</param>
    /// <param name="retainGraph">Keep the saved tensors for another pass.</param>
    /// <param name="createGraph">Record the pass itself, for gradients of gradients.</param>
    /// <exception cref="InvalidOperationException">The tensor does not require gradients, or has several elements and no gradient is given.</exception>
    public void Backward(Tensor? gradient = null, bool retainGraph = false, bool createGraph = false) =>
        BackwardPass.Accumulate(this, gradient, retainGraph || createGraph, createGraph);

    /// <summary>The same elements without history; shares memory.</summary>
    public Tensor Detach() => new(_storage, Shape, _strides, _offset, DType) { IsInference = IsInference };

    /// <summary>Sets <see cref="RequiresGrad"/> and returns this tensor (<c>Tensor.requires_grad_()</c>).</summary>
    public Tensor RequireGrad(bool requiresGrad = true)
    {
        RequiresGrad = requiresGrad;
        return this;
    }

    /// <summary>Makes <see cref="Backward"/> keep this tensor's gradient although it is not a leaf.</summary>
    /// <exception cref="InvalidOperationException">The tensor does not require gradients.</exception>
    public void RetainGrad()
    {
        if (!RequiresGrad)
        {
            throw new InvalidOperationException($"RetainGrad: the tensor must require gradients, but it does not. input has shape {Shape}.");
        }

        if (CurrentSource() is { } source && !_autograd!.RetainsGrad)
        {
            _autograd.RetainsGrad = true;
            source.Node.Hooks(source.OutputIndex).Retained = this;
        }
    }

    /// <summary>
    /// Calls <paramref name="hook"/> with this tensor's gradient each time it has been computed; a tensor it returns
    /// takes the gradient's place.
    /// </summary>
    /// <returns>Removes the hook when disposed.</returns>
    /// <exception cref="InvalidOperationException">The tensor does not require gradients.</exception>
    public IDisposable RegisterHook(Func<Tensor, Tensor?> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var edge = GradientEdge() ?? throw new InvalidOperationException(
            $"RegisterHook: the tensor must require gradients, but it does not. input has shape {Shape}.");
        var hooks = edge.Node.Hooks(edge.OutputIndex);
        hooks.Add(hook);
        return new HookHandle(() => hooks.Remove(hook));
    }

    /// <summary>Where the gradient of this tensor goes; null when it wants none.</summary>
    internal Edge? GradientEdge()
    {
        if (CurrentSource() is { } source)
        {
            return source;
        }

        return _autograd is { RequiresGrad: true } meta ? new Edge(meta.Accumulator ??= new AccumulateGrad(this), 0) : null;
    }

    /// <summary>Makes this tensor output <paramref name="outputIndex"/> of a node.</summary>
    internal void SetSource(Node node, int outputIndex)
    {
        _autograd ??= new AutogradMeta();
        _autograd.Source = new Edge(node, outputIndex);
    }

    private void CheckMayRequireGrad(bool value)
    {
        if (!IsLeaf)
        {
            throw new InvalidOperationException(
                $"RequiresGrad: only leaves may be changed, but this tensor comes from {GradFn}; use Detach() for a tensor without history. input has shape {Shape}.");
        }

        if (value && !DType.IsFloatingPoint)
        {
            throw new InvalidOperationException(
                $"RequiresGrad: only floating-point tensors have gradients, but got {DType.TorchName}. input has shape {Shape}.");
        }

        if (value && IsInference && !GradMode.IsInference)
        {
            throw new InvalidOperationException($"RequiresGrad: a tensor made in inference mode has no gradients; clone it outside. input has shape {Shape}.");
        }
    }
}
