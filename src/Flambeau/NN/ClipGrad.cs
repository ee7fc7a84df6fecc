namespace Flambeau.NN;

/// <summary>Limits gradients between the backward pass and the optimiser's step (<c>torch.nn.utils</c>).</summary>
public static class ClipGrad
{
    /// <summary>
    /// Scales all gradients together so that their norm, taken as of one vector, is at most <paramref name="maxNorm"/>
    /// (<c>clip_grad_norm_</c>): the factor is maxNorm / (norm + 1e-6), at most 1. Gives the norm before.
    /// </summary>
    /// <param name="parameters">Whose gradients are scaled; those without one are passed over.</param>
    /// <param name="maxNorm">The largest norm.</param>
    /// <param name="normType">The order of the norm, infinity for the largest element.</param>
    /// <param name="errorIfNonfinite">Throw when the norm is not finite; nothing is scaled then.</param>
    /// <exception cref="InvalidOperationException">The norm is not finite and this is an error.</exception>
    public static double Norm(IEnumerable<Tensor> parameters, double maxNorm, double normType = 2, bool errorIfNonfinite = false)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var scope = GradMode.NoGrad();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.Grad).OfType<Tensor>()];
        if (gradients.Length == 0)
        {
            return 0;
        }

        double norm = Tensor.From([.. gradients.Select(gradient => gradient.Norm(normType).Item())]).Norm(normType).Item();
        if (errorIfNonfinite && !double.IsFinite(norm))
        {
            throw new InvalidOperationException($"ClipGrad.Norm: the norm of {gradients.Length} gradients is {norm}, so they cannot be scaled.");
        }

        double factor = Math.Min(1, maxNorm / (norm + 1e-6));
        foreach (var gradient in gradients)
        {
            gradient.MulInPlace(factor);
        }

        return norm;
    }

    /// <summary>Sets the elements of all gradients to at most <paramref name="clipValue"/> in magnitude (<c>clip_grad_value_</c>).</summary>
    /// <param name="parameters">Whose gradients are limited; those without one are passed over.</param>
    /// <param name="clipValue">The largest magnitude.</param>
    public static void Value(IEnumerable<Tensor> parameters, double clipValue)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using var scope = GradMode.NoGrad();
        foreach (var gradient in parameters.Select(parameter => parameter.Grad).OfType<Tensor>())
        {
            gradient.ClampInPlace(-clipValue, clipValue);
        }
    }
}
