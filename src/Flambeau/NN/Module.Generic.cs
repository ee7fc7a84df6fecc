namespace Flambeau.NN;

/// <summary>
/// A module that can be called (<c>torch.nn.Module</c>): override <see cref="Forward"/>, call <see cref="Call"/>.
/// Several inputs or outputs are a tuple.
/// </summary>
/// <typeparam name="TInput">What it takes, usually a <see cref="Tensor"/>.</typeparam>
/// <typeparam name="TOutput">What it gives, usually a <see cref="Tensor"/>.</typeparam>
public abstract class Module<TInput, TOutput> : Module
{
    private List<Func<Module<TInput, TOutput>, TInput, TInput>>? _preHooks;
    private List<Func<Module<TInput, TOutput>, TInput, TOutput, TOutput>>? _hooks;

    /// <summary>Runs the module: hooks, <see cref="Forward"/>, hooks.</summary>
    /// <exception cref="ArgumentException">The input does not fit; the message names the module's path.</exception>
    public TOutput Call(TInput input) => CallAs(input, static (module, value) => module.CallWithHooks(value));

    /// <summary>Runs <paramref name="forward"/> in place of hooks and <see cref="Forward"/>; errors name this module's path.</summary>
    internal TOutput CallAs(TInput input, Func<Module<TInput, TOutput>, TInput, TOutput> forward)
    {
        bool outermost = ModulePath.Enter(this);
        try
        {
            return forward(this, input);
        }
        catch (Exception e) when (ModulePath.Remember(e))
        {
            // Remember never accepts
            throw;
        }
        catch (Exception e) when (outermost && ModulePath.CanDescribe(e))
        {
            throw ModulePath.Describe(e);
        }
        finally
        {
            ModulePath.Leave();
        }
    }

    /// <summary>Calls <paramref name="hook"/> before each <see cref="Forward"/> with its input (<c>register_forward_pre_hook</c>).</summary>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardPreHook(Action<Module<TInput, TOutput>, TInput> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardPreHook((module, input) =>
        {
            hook(module, input);
            return input;
        });
    }

    /// <summary>Gives each <see cref="Forward"/> the input that <paramref name="hook"/> returns (<c>register_forward_pre_hook</c>).</summary>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardPreHook(Func<Module<TInput, TOutput>, TInput, TInput> hook) => Register(ref _preHooks, hook);

    /// <summary>Calls <paramref name="hook"/> after each <see cref="Forward"/> with its input and output (<c>register_forward_hook</c>).</summary>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardHook(Action<Module<TInput, TOutput>, TInput, TOutput> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        return RegisterForwardHook((module, input, output) =>
        {
            hook(module, input, output);
            return output;
        });
    }

    /// <summary>Gives the caller the output that <paramref name="hook"/> returns (<c>register_forward_hook</c>).</summary>
    /// <returns>Removes the hook when disposed.</returns>
    public IDisposable RegisterForwardHook(Func<Module<TInput, TOutput>, TInput, TOutput, TOutput> hook) => Register(ref _hooks, hook);

    /// <summary>Computes the output; called through <see cref="Call"/>.</summary>
    protected abstract TOutput Forward(TInput input);

    /// <summary>True when somebody wants to see inputs or outputs, so that layers must not be fused.</summary>
    internal override bool HasHooks => _preHooks is { Count: > 0 } || _hooks is { Count: > 0 };

    private TOutput CallWithHooks(TInput input)
    {
        foreach (var hook in _preHooks?.ToArray() ?? [])
        {
            input = hook(this, input);
        }

        var output = Forward(input);
        foreach (var hook in _hooks?.ToArray() ?? [])
        {
            output = hook(this, input, output);
        }

        return output;
    }

    private static HookHandle Register<THook>(ref List<THook>? hooks, THook hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        var list = hooks ??= [];
        list.Add(hook);
        return new HookHandle(() => list.Remove(hook));
    }
}
