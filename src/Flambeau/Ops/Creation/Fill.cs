using Flambeau.Kernels;

namespace Flambeau;

/// <content>Filling.</content>
public partial class Tensor
{
    /// <summary>A tensor of zeros with the shape, type and order in memory of another (<c>torch.zeros_like</c>).</summary>
    public static Tensor ZerosLike(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.NewLike(input.DType).FillInPlace(0);
    }

    /// <summary>A tensor of ones with the shape, type and order in memory of another (<c>torch.ones_like</c>).</summary>
    public static Tensor OnesLike(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.NewLike(input.DType).FillInPlace(1);
    }

    /// <summary>Writes one value over all elements (<c>Tensor.fill_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor FillInPlace(Scalar value)
    {
        bool wanted = InPlace.Begin(nameof(FillInPlace), this);
        Fill(value);
        MarkWritten();
        return wanted ? InPlace.Record(this, new FillBackward()) : this;
    }

    /// <summary>Writes zeros over all elements (<c>Tensor.zero_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ZeroInPlace() => FillInPlace(0);

    private void Fill(Scalar value)
    {
        switch (DType)
        {
            case DType.Float32:
                Fill(value.To<float>());
                break;
            case DType.Float64:
                Fill(value.To<double>());
                break;
            case DType.Float16:
                Fill(value.To<Half>());
                break;
            case DType.BFloat16:
                Fill((BFloat16)value.To<float>());
                break;
            case DType.Int64:
                Fill(value.To<long>());
                break;
            case DType.Int32:
                Fill(value.To<int>());
                break;
            case DType.Int16:
                Fill(value.To<short>());
                break;
            case DType.Int8:
                Fill(value.To<sbyte>());
                break;
            case DType.UInt8:
                Fill(value.To<byte>());
                break;
            default:
                Fill(value.ToDouble() != 0);
                break;
        }
    }

    private void Fill<T>(T value)
        where T : unmanaged => Strided.Fill(Shape, value, Reach<T>(), _strides);

    private sealed class FillBackward : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [ZerosLike(gradOutput)];
    }
}
