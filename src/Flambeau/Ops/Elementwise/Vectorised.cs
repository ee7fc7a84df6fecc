using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Makes spans of an <see cref="IVectorUnary"/>'s vectors.</summary>
/// <param name="function">The function.</param>
/// <param name="streams">Whether results go past the caches; see <see cref="Streaming"/>.</param>
internal readonly struct Vectorised<TFunction>(TFunction function, bool streams) : IUnaryFunction
    where TFunction : struct, IVectorUnary
{
    public static string Name => TFunction.Name;

    public static Saved Saves => TFunction.Saves;

    public static bool HasGradientKernel => true;

    public Activation Activation => function.Activation;

    public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(function, x, y, streams);

    public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorLoop.RunGradient(function, gradOutput, saved, gradInput, streams);

    public Tensor Backward(Tensor gradOutput, Tensor? saved) => function.Backward(gradOutput, saved);
}
