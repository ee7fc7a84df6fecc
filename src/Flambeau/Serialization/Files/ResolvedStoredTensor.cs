using System.Numerics;

namespace Flambeau.Serialization;

/// <summary>
/// A tensor whose elements are the negated or conjugated ones of the file (<c>torch.resolve_neg</c>,
/// <c>torch.resolve_conj</c>). It is loaded into memory of its own: the file's may be another tensor's, too.
/// </summary>
/// <param name="data">The elements as they are stored.</param>
/// <param name="isNegated">Whether to negate them.</param>
/// <param name="isConjugated">Whether to conjugate them.</param>
internal sealed class ResolvedStoredTensor(DenseStoredTensor data, bool isNegated, bool isConjugated) : StoredTensor
{
    /// <inheritdoc/>
    public override ElementType Type => data.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Sizes => data.Sizes;

    /// <inheritdoc/>
    public override StoredTensorKind Kind => StoredTensorKind.Dense;

    /// <inheritdoc/>
    public override IEnumerable<DenseStoredTensor> Parts => [data];

    /// <inheritdoc/>
    public override Tensor Load(LoadContext context)
    {
        // A view of a few elements may be expanded to any number.
        context.TakeConverted(this, Type.ItemSize, Type.PartType is null ? 0 : 1);
        Tensor stored = data.Load(context);
        Tensor own = stored.IsContiguous ? stored.Clone() : stored.Contiguous();
        switch (own.DType)
        {
            case DType.Float64:
                FlipSigns(own.Span<ulong>(), 1ul << 63);
                break;
            case DType.Float32:
                FlipSigns(own.Span<uint>(), 1u << 31);
                break;
            case DType.Float16 or DType.BFloat16:
                FlipSigns(own.Span<ushort>(), (ushort)(1 << 15));
                break;
            case DType.Int64:
                Negate(own.Span<long>());
                break;
            case DType.Int32:
                Negate(own.Span<int>());
                break;
            case DType.Int16:
                Negate(own.Span<short>());
                break;
            default:
                Negate(own.Span<sbyte>());
                break;
        }

        return own;
    }

    /// <summary>Flips the signs of numbers, or of the parts of complex numbers, which lie in turns.</summary>
    private void FlipSigns<T>(Span<T> elements, T sign)
        where T : IBinaryInteger<T>
    {
        bool isComplex = Type.PartType is not null;
        T even = isNegated ? sign : T.Zero;
        T odd = isComplex && isConjugated != isNegated ? sign : isComplex ? T.Zero : even;
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] ^= i % 2 == 0 ? even : odd;
        }
    }

    /// <summary>As PyTorch does: the smallest number stays, and bytes without a sign go round.</summary>
    private static void Negate<T>(Span<T> elements)
        where T : IBinaryInteger<T>
    {
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = unchecked(T.Zero - elements[i]);
        }
    }
}
