using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau;

/// <content>Angles and their functions.</content>
public partial class Tensor
{
    /// <summary>The sine of each element (<c>torch.sin</c>).</summary>
    public Tensor Sin() => UnaryOp.Apply<SinFunction>(this);

    /// <summary>Replaces every element: the sine of each element (<c>Tensor.sin_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SinInPlace() => UnaryOp.ApplyInPlace<SinFunction>(this);

    /// <summary>The cosine of each element (<c>torch.cos</c>).</summary>
    public Tensor Cos() => UnaryOp.Apply<CosFunction>(this);

    /// <summary>Replaces every element: the cosine of each element (<c>Tensor.cos_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor CosInPlace() => UnaryOp.ApplyInPlace<CosFunction>(this);

    /// <summary>The tangent of each element (<c>torch.tan</c>).</summary>
    public Tensor Tan() => UnaryOp.Apply<TanFunction>(this);

    /// <summary>Replaces every element: the tangent of each element (<c>Tensor.tan_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor TanInPlace() => UnaryOp.ApplyInPlace<TanFunction>(this);

    /// <summary>The angle in [-pi/2, pi/2] whose sine each element is (<c>torch.asin</c>).</summary>
    public Tensor Asin() => UnaryOp.Apply<AsinFunction>(this);

    /// <summary>Replaces every element: the angle in [-pi/2, pi/2] whose sine each element is (<c>Tensor.asin_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AsinInPlace() => UnaryOp.ApplyInPlace<AsinFunction>(this);

    /// <summary>The angle in [0, pi] whose cosine each element is (<c>torch.acos</c>).</summary>
    public Tensor Acos() => UnaryOp.Apply<AcosFunction>(this);

    /// <summary>Replaces every element: the angle in [0, pi] whose cosine each element is (<c>Tensor.acos_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AcosInPlace() => UnaryOp.ApplyInPlace<AcosFunction>(this);

    /// <summary>The angle in (-pi/2, pi/2) whose tangent each element is (<c>torch.atan</c>).</summary>
    public Tensor Atan() => UnaryOp.Apply<AtanFunction>(this);

    /// <summary>Replaces every element: the angle in (-pi/2, pi/2) whose tangent each element is (<c>Tensor.atan_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AtanInPlace() => UnaryOp.ApplyInPlace<AtanFunction>(this);

    // d(sin x) = cos x
    private readonly struct SinFunction : IUnaryFunction
    {
        public static string Name => nameof(Sin);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Sin(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Cos();
    }

    // d(cos x) = -sin x
    private readonly struct CosFunction : IUnaryFunction
    {
        public static string Name => nameof(Cos);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Cos(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => (gradOutput * saved!.Sin()).Neg();
    }

    // d(tan x) = 1 + tan^2 x
    private readonly struct TanFunction : IUnaryFunction
    {
        public static string Name => nameof(Tan);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Tan(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square() + 1);
    }

    // d(asin x) = 1/sqrt(1 - x^2)
    private readonly struct AsinFunction : IUnaryFunction
    {
        public static string Name => nameof(Asin);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Asin(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (1 - saved!.Square()).Rsqrt();
    }

    // d(acos x) = -1/sqrt(1 - x^2)
    private readonly struct AcosFunction : IUnaryFunction
    {
        public static string Name => nameof(Acos);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Acos(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => (gradOutput * (1 - saved!.Square()).Rsqrt()).Neg();
    }

    // d(atan x) = 1/(1 + x^2)
    private readonly struct AtanFunction : IUnaryFunction
    {
        public static string Name => nameof(Atan);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Atan(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved!.Square() + 1);
    }
}
