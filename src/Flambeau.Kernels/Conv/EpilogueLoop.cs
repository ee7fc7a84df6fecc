using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>The epilogue of a convolution as a pass of its own, for a sum of nothing.</summary>
internal static class EpilogueLoop
{
    /// <summary>Applies the epilogue to a whole output.</summary>
    public static void Apply<T>(int channels, ConvEpilogue<T> epilogue, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!epilogue.Bias.IsEmpty)
        {
            for (int i = 0; i < y.Length; i += channels)
            {
                Span<T> pixel = y.Slice(i, channels);
                TensorPrimitives.Add(pixel, epilogue.Bias[..channels], pixel);
            }
        }
        if (!epilogue.Residual.IsEmpty)
        {
            TensorPrimitives.Add(y, epilogue.Residual[..y.Length], y);
        }
        if (epilogue.Activation != Activation.None)
        {
            TensorPrimitives.Max(y, T.Zero, y);
        }
        if (epilogue.Activation == Activation.ReLU6)
        {
            TensorPrimitives.Min(y, T.CreateTruncating(6), y);
        }
    }
}
