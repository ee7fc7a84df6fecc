using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>What group normalisation's backward keeps of one sample: sums and factors of every channel.</summary>
internal readonly struct GroupNormRoom<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly GroupNormSizes _sizes;
    private readonly double[] _sums;
    private readonly T[] _factors;

    /// <summary>Room for samples of the given sizes; an empty gamma is ones.</summary>
    public GroupNormRoom(GroupNormSizes sizes, ReadOnlySpan<T> gamma)
    {
        _sizes = sizes;
        _sums = ArrayPool<double>.Shared.Rent(5 * sizes.Channels);
        _factors = ArrayPool<T>.Shared.Rent(4 * sizes.Channels);
        if (gamma.IsEmpty)
        {
            Gamma.Fill(1);
        }
        else
        {
            TensorPrimitives.ConvertTruncating(gamma, Gamma);
        }
    }

    /// <summary>The sum of each channel's gradient.</summary>
    public Span<double> SumD => Sums(0);

    /// <summary>The sum of each channel's gradient times its values.</summary>
    public Span<double> SumDX => Sums(1);

    /// <summary>Each channel's mean.</summary>
    public Span<T> Means => _factors.AsSpan(0, _sizes.Channels);

    /// <summary>The three factors of each channel that <see cref="BatchNorm.BackwardApply"/> takes.</summary>
    public Span<T> Factors => _factors.AsSpan(_sizes.Channels, 3 * _sizes.Channels);

    private Span<double> Gamma => Sums(2);

    private Span<double> InvStd => Sums(3);

    private Span<double> Work => Sums(4);

    /// <summary>
    /// Finds the factors from a sample's sums, which are lost, and adds its share of dGamma, then dBeta:
    /// <c>dx = dy gamma inv - inv (mean(g) + (x - mean) inv mean(g n))</c> with means over the group.
    /// </summary>
    public void FindFactors(ReadOnlySpan<double> mean, ReadOnlySpan<T> invStd, Span<double> totals)
    {
        int channels = _sizes.Channels, groups = _sizes.Groups;
        _sizes.Spread(mean, Work);
        TensorPrimitives.ConvertTruncating<double, T>(Work, Means);
        _sizes.Spread(invStd, Factors[..channels]);
        TensorPrimitives.ConvertTruncating<T, double>(Factors[..channels], InvStd);

        // SumDX becomes the sum of dy n
        TensorPrimitives.Multiply(Work, SumD, Work);
        TensorPrimitives.Subtract(SumDX, Work, SumDX);
        TensorPrimitives.Multiply(SumDX, InvStd, SumDX);
        TensorPrimitives.Add(totals[..channels], SumDX, totals[..channels]);
        TensorPrimitives.Add(totals[channels..], SumD, totals[channels..]);

        TensorPrimitives.Multiply(Gamma, InvStd, Work);
        TensorPrimitives.ConvertTruncating<double, T>(Work, Factors[..channels]);
        TensorPrimitives.ConvertTruncating<T, double>(invStd, InvStd[..groups]);
        GroupFactor(SumDX, square: true, Factors.Slice(channels, channels));
        GroupFactor(SumD, square: false, Factors.Slice(2 * channels, channels));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_sums);
        ArrayPool<T>.Shared.Return(_factors);
    }

    // -inv mean(sums gamma), or -inv inv mean(sums gamma), over each group; InvStd holds the groups' inv.
    private void GroupFactor(Span<double> sums, bool square, Span<T> factor)
    {
        Span<double> inv = InvStd[.._sizes.Groups];
        Span<double> means = sums[.._sizes.Groups];
        TensorPrimitives.Multiply(sums, Gamma, sums);
        _sizes.Sum(sums, means);
        TensorPrimitives.Multiply(means, inv, means);
        if (square)
        {
            TensorPrimitives.Multiply(means, inv, means);
        }

        TensorPrimitives.Divide(means, -_sizes.Count, means);
        _sizes.Spread<double>(means, Work);
        TensorPrimitives.ConvertTruncating<double, T>(Work, factor);
    }

    private Span<double> Sums(int i) => _sums.AsSpan(i * _sizes.Channels, _sizes.Channels);
}
