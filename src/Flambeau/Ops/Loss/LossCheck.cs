namespace Flambeau.NN;

/// <summary>Checks and shapes the arguments of losses.</summary>
internal static class LossCheck
{
    /// <summary>The input as [rows, C], one row per target.</summary>
    public static Tensor ClassRows(string op, Tensor input, Tensor target)
    {
        Check.Floating(op, input);
        if (input.Dim == 0)
        {
            throw new ArgumentException($"{op}: input must be [C], [N, C] or [N, C, *], but got a zero-dimensional tensor.");
        }

        Shape expected = input.Dim == 1 ? [] : [input.Shape[0], .. input.Shape.AsSpan()[2..]];
        if (target.Shape != expected)
        {
            throw new ArgumentException(
                $"{op}: target must have one class per prediction, shape {expected}, but got {target.Shape}. input has shape {input.Shape}.", nameof(target));
        }

        return input.Dim switch
        {
            1 => input.Unsqueeze(0),
            2 => input,
            _ => input.MoveDim(1, -1).Reshape(-1, input.Shape[1]),
        };
    }

    /// <summary>The targets, each a class or the ignored number.</summary>
    public static long[] Classes(string op, Tensor target, int count, long ignoreIndex)
    {
        if (target.DType is not (DType.Int64 or DType.Int32))
        {
            throw new ArgumentException($"{op}: target must hold int64 class indices, but got {target.DType.TorchName} {target.Shape}.", nameof(target));
        }

        long[] classes = target.Long().ToArray<long>();
        int wrong = Array.FindIndex(classes, index => index != ignoreIndex && (index < 0 || index >= count));
        return wrong < 0 ? classes : throw new ArgumentOutOfRangeException(
            nameof(target), $"{op}: target {classes[wrong]} at position {wrong} is no class; there are {count} classes, 0 to {count - 1}.");
    }

    /// <summary>Throws unless there is no weight, or one per class.</summary>
    public static void ClassWeight(string op, Tensor? weight, Tensor rows)
    {
        if (weight is not null && weight.Shape != new Shape(rows.Shape[1]))
        {
            throw new ArgumentException($"{op}: weight must have shape [{rows.Shape[1]}], one per class, but got {weight.Shape}.", nameof(weight));
        }
    }

    /// <summary>Throws unless both tensors have the same shape and floating-point types.</summary>
    public static void SameShape(string op, Tensor input, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(target);
        Check.Floating(op, input);
        if (input.Shape != target.Shape)
        {
            throw new ArgumentException($"{op}: input and target must have the same shape, but do not. input has shape {input.Shape}, target has shape {target.Shape}.", nameof(target));
        }
    }

    /// <summary>Combines the losses of the elements.</summary>
    public static Tensor Reduce(Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        _ => losses,
    };
}
