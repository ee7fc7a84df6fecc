namespace Flambeau;

/// <summary>Switches the recording of operations for gradients on and off, per thread (<c>torch.no_grad</c> and its kin).</summary>
public static class GradMode
{
    [ThreadStatic]
    private static bool t_disabled;

    [ThreadStatic]
    private static bool t_inference;

    /// <summary>True when operations on tensors that require gradients are recorded (<c>torch.is_grad_enabled()</c>).</summary>
    public static bool IsEnabled => !t_disabled && !t_inference;

    /// <summary>True inside <see cref="Inference"/> (<c>torch.is_inference_mode_enabled()</c>).</summary>
    public static bool IsInference => t_inference;

    /// <summary>No recording until the result is disposed (<c>torch.no_grad()</c>).</summary>
    public static GradScope NoGrad() => Enter(disabled: true, t_inference);

    /// <summary>Recording until the result is disposed (<c>torch.enable_grad()</c>).</summary>
    public static GradScope EnableGrad() => Enter(disabled: false, t_inference);

    /// <summary>Recording or not until the result is disposed (<c>torch.set_grad_enabled(mode)</c>).</summary>
    public static GradScope Set(bool enabled) => Enter(!enabled, t_inference);

    /// <summary>
    /// No recording until the result is disposed, and tensors made meanwhile never take part in it
    /// (<c>torch.inference_mode()</c>).
    /// </summary>
    public static GradScope Inference() => Enter(t_disabled, inference: true);

    internal static void Restore(bool disabled, bool inference)
    {
        t_disabled = disabled;
        t_inference = inference;
    }

    private static GradScope Enter(bool disabled, bool inference)
    {
        var scope = new GradScope(t_disabled, t_inference);
        Restore(disabled, inference);
        return scope;
    }
}
