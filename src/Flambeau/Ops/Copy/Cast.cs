using Flambeau.Kernels;

namespace Flambeau;

/// <content>Conversion between element types.</content>
public partial class Tensor
{
    /// <summary>The elements converted to another type (<c>Tensor.to(dtype)</c>); this tensor itself when it already has it.</summary>
    public Tensor To(DType dtype)
    {
        if (dtype == DType)
        {
            return this;
        }

        var output = Cast.Convert(this, dtype);
        return dtype.IsFloatingPoint && Recorder.Wants(this)
            ? Recorder.Record(output, new Cast.ToCopyBackward(DType), this)
            : output;
    }

    /// <summary>The elements as float32 (<c>Tensor.float()</c>).</summary>
    public Tensor Float() => To(DType.Float32);

    /// <summary>The elements as float64 (<c>Tensor.double()</c>).</summary>
    public Tensor Double() => To(DType.Float64);

    /// <summary>The elements as int64 (<c>Tensor.long()</c>).</summary>
    public Tensor Long() => To(DType.Int64);

    /// <summary>The elements as bool, true where not zero (<c>Tensor.bool()</c>).</summary>
    public Tensor Bool() => To(DType.Bool);
}

/// <summary>Conversion between element types.</summary>
internal static class Cast
{
    /// <summary>A converted copy without history, in the same order in memory.</summary>
    public static Tensor Convert(Tensor input, DType dtype)
    {
        // bfloat16 goes through float32, which holds all its values
        if (input.DType == DType.BFloat16)
        {
            var wide = input.NewLike(DType.Float32);
            Run<BFloat16, float, WidenKernel>(input, wide);
            return dtype == DType.Float32 ? wide : Convert(wide, dtype);
        }

        var output = input.NewLike(dtype);
        if (dtype == DType.BFloat16)
        {
            var single = input.DType == DType.Float32 ? input : Convert(input, DType.Float32);
            Run<float, BFloat16, NarrowKernel>(single, output);
            return output;
        }

        Dispatch(input, output);
        return output;
    }

    private static void Dispatch(Tensor input, Tensor output)
    {
        switch (input.DType)
        {
            case DType.Float32:
                From<float>(input, output);
                break;
            case DType.Float64:
                From<double>(input, output);
                break;
            case DType.Float16:
                From<Half>(input, output);
                break;
            case DType.Int64:
                From<long>(input, output);
                break;
            case DType.Int32:
                From<int>(input, output);
                break;
            case DType.Int16:
                From<short>(input, output);
                break;
            case DType.Int8:
                From<sbyte>(input, output);
                break;
            case DType.UInt8:
                From<byte>(input, output);
                break;
            default:
                From<bool>(input, output);
                break;
        }
    }

    private static void From<TIn>(Tensor input, Tensor output)
        where TIn : unmanaged
    {
        switch (output.DType)
        {
            case DType.Float32:
                Run<TIn, float>(input, output);
                break;
            case DType.Float64:
                Run<TIn, double>(input, output);
                break;
            case DType.Float16:
                Run<TIn, Half>(input, output);
                break;
            case DType.Int64:
                Run<TIn, long>(input, output);
                break;
            case DType.Int32:
                Run<TIn, int>(input, output);
                break;
            case DType.Int16:
                Run<TIn, short>(input, output);
                break;
            case DType.Int8:
                Run<TIn, sbyte>(input, output);
                break;
            case DType.UInt8:
                Run<TIn, byte>(input, output);
                break;
            default:
                Run<TIn, bool>(input, output);
                break;
        }
    }

    private static void Run<TIn, TOut>(Tensor input, Tensor output)
        where TIn : unmanaged
        where TOut : unmanaged => Run<TIn, TOut, CastKernel<TIn, TOut>>(input, output);

    private static void Run<TIn, TOut, TKernel>(Tensor input, Tensor output)
        where TIn : unmanaged
        where TOut : unmanaged
        where TKernel : struct, IUnaryKernel<TIn, TOut> =>
        Strided.Unary(input.Shape, input.Reach<TIn>(), input.Strides, default(TKernel), output.Reach<TOut>(), output.Strides);

    private readonly struct WidenKernel : IUnaryKernel<BFloat16, float>
    {
        public void Invoke(ReadOnlySpan<BFloat16> x, Span<float> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = x[i];
            }
        }
    }

    private readonly struct NarrowKernel : IUnaryKernel<float, BFloat16>
    {
        public void Invoke(ReadOnlySpan<float> x, Span<BFloat16> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = (BFloat16)x[i];
            }
        }
    }

    /// <summary>The gradient of a conversion is converted back.</summary>
    internal sealed class ToCopyBackward(DType dtype) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.To(dtype)];
    }
}
