namespace Flambeau.Data;

/// <summary>
/// Pairs of an input and its target, taken from two tensors along their first dimension
/// (<c>torch.utils.data.TensorDataset</c>).
/// </summary>
public sealed class TensorDataset : IDataset<(Tensor Input, Tensor Target)>
{
    /// <summary>The pairs of two tensors with equally many entries.</summary>
    /// <param name="inputs">Shape: [N, *].</param>
    /// <param name="targets">Shape: [N, *], [N] for class labels.</param>
    /// <exception cref="ArgumentException">The first dimensions differ, or there is none.</exception>
    public TensorDataset(Tensor inputs, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Dim == 0 || targets.Dim == 0 || inputs.Shape[0] != targets.Shape[0])
        {
            throw new ArgumentException(
                "TensorDataset: both tensors must have the same first dimension, but have not. inputs has shape "
                + $"{inputs.Shape}, targets has shape {targets.Shape}.",
                nameof(targets));
        }

        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>All inputs. Shape: [N, *].</summary>
    public Tensor Inputs { get; }

    /// <summary>All targets. Shape: [N, *].</summary>
    public Tensor Targets { get; }

    /// <inheritdoc/>
    public int Count => Inputs.Shape[0];

    /// <summary>Views of one input and its target.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public (Tensor Input, Tensor Target) this[int index]
    {
        get
        {
            Samples.CheckIndex(nameof(TensorDataset), index, Count);
            return (Inputs.Select(0, index), Targets.Select(0, index));
        }
    }
}
