using Flambeau.Kernels;

namespace Flambeau;

/// <content>Conversion between element types.</content>
public sealed partial class Tensor
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
        var output = input.NewLike(dtype);
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
            case DType.BFloat16:
                From<BFloat16>(input, output);
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

        return output;
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
            case DType.BFloat16:
                Run<TIn, BFloat16>(input, output);
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
        where TOut : unmanaged =>
        Strided.Unary(
            input.Shape, input.Reach<TIn>(), input.Strides, default(ConvertKernel<TIn, TOut>), output.Reach<TOut>(), output.Strides);

    /// <summary>The gradient of a conversion is converted back.</summary>
    internal sealed class ToCopyBackward(DType dtype) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.To(dtype)];
    }
}
