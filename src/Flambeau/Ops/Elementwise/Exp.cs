using System.Numerics.Tensors;

namespace Flambeau;

/// <content>The exponential function.</content>
public partial class Tensor
{
    /// <summary>e to the power of each element (<c>torch.exp</c>).</summary>
    public Tensor Exp() => UnaryOp.Apply<ExpFunction>(this);

    // d(exp x) = exp x: the output is all that is needed
    private readonly struct ExpFunction : IUnaryFunction
    {
        public static string Name => nameof(Exp);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => TensorPrimitives.Exp(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!;
    }
}
