using System.Diagnostics.CodeAnalysis;

namespace Flambeau.NN;

/// <summary>
/// The base of all networks and layers (<c>torch.nn.Module</c>): a tree of parameters, buffers and child modules.
/// Fields of type <see cref="Parameter"/>, <see cref="Buffer"/> and <see cref="Module"/>, and arrays or lists of them, are
/// the registry: they are read live, in order of declaration, base class first, under their names in snake_case without a
/// leading underscore. Derive from <see cref="Module{TInput, TOutput}"/> for a module that can be called.
/// </summary>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.AllFields)]
public abstract partial class Module
{
    /// <summary>True while the module trains, false while it is evaluated; dropout and batch normalisation behave differently.</summary>
    public bool Training { get; private set; } = true;

    /// <summary>True when somebody wants to see inputs or outputs, so that layers must not be fused.</summary>
    internal virtual bool HasHooks => false;

    /// <summary>True when the module stays in evaluation mode while the others train.</summary>
    internal virtual bool StaysInEval => false;

    /// <summary>
    /// Puts this module and all below it into training mode, or out of it (<c>Module.train</c>); batch normalisations with
    /// <see cref="BatchNorm.FrozenStatistics"/> stay in evaluation mode.
    /// </summary>
    public Module Train(bool mode = true)
    {
        foreach (var module in Modules())
        {
            module.Training = mode && !module.StaysInEval;
        }

        return this;
    }

    /// <summary>Puts this module and all below it into evaluation mode (<c>Module.eval</c>).</summary>
    public Module Eval() => Train(false);

    /// <summary>Calls <paramref name="action"/> on every module below this one, children first, and on this one last (<c>Module.apply</c>).</summary>
    public Module Apply(Action<Module> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        foreach (var child in Children())
        {
            child.Apply(action);
        }

        action(this);
        return this;
    }

    /// <summary>Sets whether gradients are computed for all parameters (<c>Module.requires_grad_</c>); false freezes them.</summary>
    public Module RequireGrad(bool requiresGrad = true)
    {
        foreach (var parameter in Parameters())
        {
            parameter.RequiresGrad = requiresGrad;
        }

        return this;
    }

    /// <summary>Forgets the gradients of all parameters (<c>Module.zero_grad</c>).</summary>
    /// <param name="setToNone">Drop them (the default) instead of filling them with zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var parameter in Parameters())
        {
            if (setToNone)
            {
                parameter.Grad = null;
            }
            else
            {
                parameter.Grad?.ZeroInPlace();
            }
        }
    }

    /// <summary>Converts all floating-point parameters and buffers to another type, in place (<c>Module.to(dtype)</c>).</summary>
    /// <exception cref="ArgumentException">The type is not a floating-point one.</exception>
    public Module To(DType dtype)
    {
        if (!dtype.IsFloatingPoint)
        {
            throw new ArgumentException($"Module.To: only floating-point types can hold parameters, but got {dtype.TorchName}.", nameof(dtype));
        }

        using (GradMode.NoGrad())
        {
            foreach (var tensor in Parameters().Concat<Tensor>(Buffers()).Where(tensor => tensor.DType.IsFloatingPoint))
            {
                var gradient = tensor.Grad;
                tensor.Grad = null;
                tensor.SetData(tensor.To(dtype));
                tensor.Grad = gradient?.To(dtype);
            }
        }

        return this;
    }

    /// <summary>Converts all floating-point parameters and buffers to float64, in place (<c>Module.double()</c>).</summary>
    public Module Double() => To(DType.Float64);

    /// <summary>Converts all floating-point parameters and buffers to float32, in place (<c>Module.float()</c>).</summary>
    public Module Float() => To(DType.Float32);
}
