using System.Numerics;
using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Truth values and bits.</content>
public partial class Tensor
{
    /// <summary>And: of truth values, or bitwise of integers; broadcast.</summary>
    /// <exception cref="ArgumentException">A tensor is floating point, or the shapes do not broadcast.</exception>
    public static Tensor operator &(Tensor left, Tensor right) => Bitwise<AndKernel>("BitwiseAnd", left, right);

    /// <summary>Or: of truth values, or bitwise of integers; broadcast.</summary>
    /// <exception cref="ArgumentException">A tensor is floating point, or the shapes do not broadcast.</exception>
    public static Tensor operator |(Tensor left, Tensor right) => Bitwise<OrKernel>("BitwiseOr", left, right);

    /// <summary>Exclusive or: of truth values, or bitwise of integers; broadcast.</summary>
    /// <exception cref="ArgumentException">A tensor is floating point, or the shapes do not broadcast.</exception>
    public static Tensor operator ^(Tensor left, Tensor right) => Bitwise<XorKernel>("BitwiseXor", left, right);

    /// <summary>Not: of truth values, or bitwise of integers.</summary>
    /// <exception cref="ArgumentException">The tensor is floating point.</exception>
    public static Tensor operator ~(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var ones = FromScalar(input.DType == DType.Bool ? 1 : -1, input.DType);
        return Bitwise<XorKernel>("BitwiseNot", input, ones);
    }

    /// <summary>Where both are not zero, broadcast (<c>torch.logical_and</c>).</summary>
    public Tensor LogicalAnd(Tensor other) => Bitwise<AndKernel>(nameof(LogicalAnd), Bool(), other?.Bool()!);

    /// <summary>Where at least one is not zero, broadcast (<c>torch.logical_or</c>).</summary>
    public Tensor LogicalOr(Tensor other) => Bitwise<OrKernel>(nameof(LogicalOr), Bool(), other?.Bool()!);

    /// <summary>Where exactly one is not zero, broadcast (<c>torch.logical_xor</c>).</summary>
    public Tensor LogicalXor(Tensor other) => Bitwise<XorKernel>(nameof(LogicalXor), Bool(), other?.Bool()!);

    /// <summary>Where the element is zero (<c>torch.logical_not</c>).</summary>
    public Tensor LogicalNot() => ~Bool();

    private static Tensor Bitwise<TKernel>(string op, Tensor left, Tensor right)
        where TKernel : struct, IBitKernel
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var dtype = TypePromotion.Of(left, right);
        if (dtype.IsFloatingPoint)
        {
            throw new ArgumentException(
                $"{op}: input and other must be bool or integers, but got {left.DType.TorchName} and {right.DType.TorchName}. input has shape {left.Shape}, other has shape {right.Shape}.");
        }

        var (a, b) = (left.To(dtype), right.To(dtype));
        var output = BinaryOp.NewOutput(Layout.Broadcast(op, a.Shape, b.Shape), a, b, dtype);
        Dispatch.Move(dtype, new BitWork<TKernel>(a, b, output));
        return output;
    }

    private interface IBitKernel
    {
        static abstract void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T>;

        static abstract void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T>;
    }

    private readonly struct AndKernel : IBitKernel
    {
        public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.BitwiseAnd(x, y, d);

        public static void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.BitwiseAnd(x, y, d);
    }

    private readonly struct OrKernel : IBitKernel
    {
        public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.BitwiseOr(x, y, d);

        public static void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.BitwiseOr(x, y, d);
    }

    private readonly struct XorKernel : IBitKernel
    {
        public static void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.Xor(x, y, d);

        public static void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> d)
            where T : unmanaged, IBinaryInteger<T> => TensorPrimitives.Xor(x, y, d);
    }

    private readonly struct BitWork<TKernel>(Tensor a, Tensor b, Tensor output) : IMoveWork
        where TKernel : struct, IBitKernel
    {
        public void Run<T>()
            where T : unmanaged, IBinaryInteger<T> =>
            BinaryOp.Run<T, T, BitRuns<TKernel, T>>(a, b, output, default);
    }

    private readonly struct BitRuns<TKernel, T> : IBinaryKernel<T, T>
        where TKernel : struct, IBitKernel
        where T : unmanaged, IBinaryInteger<T>
    {
        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d) => TKernel.Invoke(x, y, d);

        public void Invoke(ReadOnlySpan<T> x, T y, Span<T> d) => TKernel.Invoke(x, y, d);

        // and, or and exclusive or are symmetric
        public void Invoke(T x, ReadOnlySpan<T> y, Span<T> d) => TKernel.Invoke(y, x, d);
    }
}
