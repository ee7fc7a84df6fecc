namespace Flambeau.NN;

/// <summary>All parameters as one vector, and back (<c>torch.nn.utils</c>).</summary>
public static class ParameterVector
{
    /// <summary>The elements of all parameters one after the other, with history (<c>parameters_to_vector</c>).</summary>
    /// <param name="parameters">The tensors, of one type.</param>
    /// <exception cref="ArgumentException">There are no parameters.</exception>
    public static Tensor FromParameters(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Tensor.Cat([.. parameters.Select(parameter => parameter.Reshape(-1))]);
    }

    /// <summary>Writes the elements of a vector into the parameters, one after the other (<c>vector_to_parameters</c>).</summary>
    /// <param name="vector">As many elements as the parameters have together.</param>
    /// <param name="parameters">The tensors that are overwritten; history and gradients stay.</param>
    /// <exception cref="ArgumentException">The numbers of elements differ; nothing is written then.</exception>
    public static void ToParameters(Tensor vector, IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(parameters);
        Tensor[] targets = [.. parameters];
        int count = targets.Sum(parameter => parameter.Numel);
        if (vector.Dim != 1 || vector.Numel != count)
        {
            throw new ArgumentException($"ParameterVector.ToParameters: the vector must have {count} elements, as many as the parameters, but has shape {vector.Shape}.", nameof(vector));
        }

        using var scope = GradMode.NoGrad();
        int at = 0;
        foreach (var parameter in targets)
        {
            parameter.CopyInPlace(vector.Narrow(0, at, parameter.Numel).Reshape(parameter.Shape));
            at += parameter.Numel;
        }
    }
}
