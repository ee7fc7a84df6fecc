using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Applies an <see cref="IVectorUnary"/> to a tensor and records it.</summary>
internal static class VectorOp
{
    /// <summary>The function of every element; integers are converted to float32 first.</summary>
    public static Tensor Apply<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IVectorUnary
    {
        ArgumentNullException.ThrowIfNull(input);
        return UnaryOp.Apply(input, Of(input, function));
    }

    /// <summary>Overwrites every element with the function of it.</summary>
    public static Tensor ApplyInPlace<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IVectorUnary
    {
        ArgumentNullException.ThrowIfNull(input);
        return UnaryOp.ApplyInPlace(input, Of(input, function));
    }

    private static Vectorised<TFunction> Of<TFunction>(Tensor input, TFunction function)
        where TFunction : struct, IVectorUnary => new(function, Streaming.Pays((long)input.Shape.Numel * input.DType.ItemSize));
}
