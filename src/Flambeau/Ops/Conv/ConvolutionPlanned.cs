using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>
/// What a convolution without history is to compute: activation(conv(input) scale + shift + residual), of which only the
/// largest of each 2 x 2 square may be wanted.
/// </summary>
/// <param name="Geometry">The sizes.</param>
/// <param name="Input">[N, C, H, W], channels-last.</param>
/// <param name="Weight">[O, C / groups, kH, kW], contiguous.</param>
/// <param name="Shift">[O], contiguous: the bias, or what a normalisation made of it; may be null.</param>
internal sealed record ConvolutionPlanned(in Conv2dGeometry Geometry, Tensor Input, Tensor Weight, Tensor? Shift)
{
    // Measured on two cores: layers of up to 784 pixels take 0.86 to 0.96 of the time with a turned weight, of 3136 pixels 0.96
    // to 1.02. It takes as much memory as the weight.
    private const int MostPixels = 1024;

    /// <summary>[O], contiguous, or null for ones.</summary>
    public Tensor? Scale { get; init; }

    /// <summary>Channels-last, of the output's shape, or null.</summary>
    public Tensor? Residual { get; init; }

    /// <summary>Applied last.</summary>
    public Activation Activation { get; init; }

    /// <summary>Whether the output is the largest of each 2 x 2 square; one group, no residual.</summary>
    public bool Pools { get; init; }

    /// <summary>How far the result may round: as it was set when the convolution was called.</summary>
    public ConvolutionPrecision Precision { get; init; } = ConvolutionPlan.Precision;

    /// <summary>Whether nobody wants gradients, so that the weight is likely to be used again as it is.</summary>
    public bool IsInference { get; init; }

    /// <summary>[N, O, H', W'].</summary>
    public Shape OutputShape => Pools
        ? [Geometry.N, Geometry.OutC, Geometry.OutH / 2, Geometry.OutW / 2]
        : [Geometry.N, Geometry.OutC, Geometry.OutH, Geometry.OutW];

    /// <summary>The tensors that are read.</summary>
    public IEnumerable<Tensor> Reads() => new[] { Input, Weight, Scale, Shift, Residual }.OfType<Tensor>();

    /// <summary>The same over the same memory, without history.</summary>
    public ConvolutionPlanned Detached() => this with
    {
        Input = Input.Detach(),
        Weight = Weight.Detach(),
        Scale = Scale?.Detach(),
        Shift = Shift?.Detach(),
        Residual = Residual?.Detach(),
    };

    /// <summary>The same with one storage read instead of another.</summary>
    public ConvolutionPlanned Exchange(Storage changing, Lazy<Storage> same)
    {
        Tensor Exchanged(Tensor tensor) => tensor.Storage == changing
            ? Tensor.OverStorage(same.Value, tensor.Shape, [.. tensor.Strides], tensor.StorageOffset, tensor.DType)
            : tensor;
        Tensor? ExchangedOrNull(Tensor? tensor) => tensor is null ? null : Exchanged(tensor);
        return this with
        {
            Input = Exchanged(Input),
            Weight = Exchanged(Weight),
            Scale = ExchangedOrNull(Scale),
            Shift = ExchangedOrNull(Shift),
            Residual = ExchangedOrNull(Residual),
        };
    }

    /// <summary>Computes the output, channels-last.</summary>
    public void Run<T>(Span<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var geometry = Geometry;
        var epilogue = new ConvEpilogue<T>
        {
            Scale = Values<T>(Scale),
            Bias = Values<T>(Shift),
            Residual = Values<T>(Residual),
            Activation = Activation,
            Precision = Precision,
            Pools = Pools,
        };
        Conv2dKernel.Forward(in geometry, Values<T>(Input), Values<T>(Weight), epilogue, output, Turned() as TurnedWeight<T>);
    }

    /// <summary>Computes the output now.</summary>
    public Tensor Run()
    {
        var shape = OutputShape;
        var output = Tensor.NewStrided(shape, Layout.ChannelsLastStrides(shape), Input.DType);
        if (Input.DType == DType.Float64)
        {
            Run(output.Span<double>());
        }
        else
        {
            Run(output.Span<float>());
        }

        return output;
    }

    // The weight as the kernels turn it for each use, where so few pixels share that work that it is worth keeping.
    private TurnedWeight<float>? Turned()
    {
        var geometry = Geometry;
        return IsInference && geometry.Groups == 1 && (long)geometry.N * geometry.OutH * geometry.OutW <= MostPixels
            ? PreparedWeight.For(Weight, weight => TurnedWeight<float>.Turn(in geometry, weight.ReadSpan<float>()))
            : null;
    }

    private static ReadOnlySpan<T> Values<T>(Tensor? tensor)
        where T : unmanaged => tensor is null ? default : tensor.ReadSpan<T>();
}
