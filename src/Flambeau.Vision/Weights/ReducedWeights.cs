using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>Weights that were made smaller to be shipped, brought back to the form that a model loads.</summary>
public static class ReducedWeights
{
    private const string Integers = ".int8";
    private const string Scale = ".scale";
    private const string Bias = ".bias";

    /// <summary>
    /// Undoes two reductions. Tensors <c>x.int8</c> with <c>x.scale</c> (one number, or one per output channel) become
    /// <c>x</c>, their product. A bias of a convolution that has none in the model, because the normalisation after it was
    /// folded into both, becomes the bias of that normalisation, which otherwise changes nothing: weight 1, mean 0,
    /// variance 1 - eps.
    /// </summary>
    /// <remarks>
    /// Normalisations restored this way are meant to be kept in evaluation mode: batch statistics would undo the weights.
    /// </remarks>
    /// <param name="model">The model that is to load the weights.</param>
    /// <param name="state">The weights; they are not changed.</param>
    /// <returns>The weights in the model's form, all others as they were, and how many were restored.</returns>
    public static RestoredWeights Restore(Module model, StateDict state)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(state);
        using var scope = GradMode.NoGrad();
        var (result, integers) = Dequantize(state);
        return new RestoredWeights(result, integers, Unfold(model, result));
    }

    private static (StateDict Result, int Count) Dequantize(StateDict state)
    {
        var result = new StateDict();
        int count = 0;
        foreach (var (key, tensor) in state)
        {
            if (StemOf(key, Integers) is { } name && state.TryGetValue(name + Scale, out var scale))
            {
                result[name] = tensor.Float() * Spread(scale, tensor);
                count++;
            }
            else if (StemOf(key, Scale) is not { } other || !state.ContainsKey(other + Integers))
            {
                result[key] = tensor;
            }
        }

        return (result, count);
    }

    // one scale per output channel lies along the first dimension
    private static Tensor Spread(Tensor scale, Tensor tensor) =>
        scale.Numel == 1 ? scale.Reshape([]) : scale.Reshape([-1, .. Enumerable.Repeat(1, tensor.Dim - 1)]);

    private static int Unfold(Module model, StateDict state)
    {
        int count = 0;
        string? convolution = null;
        foreach (var (path, module) in model.NamedModules())
        {
            if (module is Conv2d conv)
            {
                convolution = conv.Bias is null && state.ContainsKey(path + Bias) ? path : null;
            }
            else if (module is BatchNorm2d norm && convolution is not null)
            {
                var bias = state[convolution + Bias];
                state.Remove(convolution + Bias);
                state.Update(Identity(norm, bias).Select(entry => KeyValuePair.Create($"{path}.{entry.Key}", entry.Value)));
                convolution = null;
                count++;
            }
        }

        return count;
    }

    // every entry of a normalisation, such that it adds the bias and does nothing else
    private static IEnumerable<KeyValuePair<string, Tensor>> Identity(BatchNorm2d norm, Tensor bias) =>
        norm.StateDict().Select(entry => KeyValuePair.Create(entry.Key, entry.Key switch
        {
            "bias" => bias,
            "weight" => Tensor.Ones(bias.Shape),
            "running_var" => Tensor.Full(bias.Shape, 1 - norm.Eps),
            _ => Tensor.Zeros(entry.Value.Shape, entry.Value.DType),
        }));

    private static string? StemOf(string key, string ending) =>
        key.EndsWith(ending, StringComparison.Ordinal) ? key[..^ending.Length] : null;
}
