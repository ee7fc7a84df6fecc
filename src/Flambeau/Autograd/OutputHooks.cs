namespace Flambeau;

/// <summary>The hooks on the gradient of one output of a node.</summary>
internal sealed class OutputHooks
{
    private readonly List<Func<Tensor, Tensor?>> _hooks = [];

    /// <summary>The tensor that keeps its gradient although it is not a leaf.</summary>
    public Tensor? Retained { get; set; }

    public void Add(Func<Tensor, Tensor?> hook) => _hooks.Add(hook);

    public void Remove(Func<Tensor, Tensor?> hook) => _hooks.Remove(hook);

    /// <summary>Shows the gradient to every hook, in order of registration, and gives back what they made of it.</summary>
    public Tensor Run(Tensor gradient)
    {
        foreach (var hook in _hooks.ToArray())
        {
            if (hook(gradient) is { } replacement)
            {
                if (replacement.Shape != gradient.Shape)
                {
                    throw new InvalidOperationException(
                        $"RegisterHook: a hook must keep the gradient's shape, but changed {gradient.Shape} to {replacement.Shape}.");
                }

                gradient = replacement;
            }
        }

        // after the hooks, as PyTorch does, so that it keeps what they made of it
        if (Retained is { } tensor)
        {
            tensor.Grad = tensor.Grad is { } sum ? sum + gradient : gradient;
        }

        return gradient;
    }
}
