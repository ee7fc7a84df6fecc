using Flambeau.Kernels;

namespace Flambeau;

/// <content>Values out, types, copies.</content>
public partial class Tensor
{
    /// <summary>The only element, converted (<c>Tensor.item()</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
    public T Item<T>()
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        if (Numel != 1)
        {
            throw new InvalidOperationException($"Item: the tensor must have exactly one element, but got {Numel}. input has shape {Shape}.");
        }

        return DType switch
        {
            DType.Int64 => T.CreateTruncating(Reach<long>()[0]),
            DType.Bool => T.CreateTruncating(Reach<bool>()[0] ? 1 : 0),
            _ => T.CreateTruncating(To(DType.Float64).Reach<double>()[0]),
        };
    }

    /// <summary>The only element as a double (<c>Tensor.item()</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor does not have exactly one element.</exception>
    public double Item() => Item<double>();

    /// <summary>A copy of the elements in row-major order.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        T[] result = new T[Numel];
        CopyTo<T>(result);
        return result;
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the tensor's element type, or the span is too short.</exception>
    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged
    {
        if (DTypeExtensions.Of<T>() != DType)
        {
            throw new ArgumentException(
                $"CopyTo: the elements are {DType.TorchName}, but {DTypeExtensions.Of<T>().TorchName} was asked for; use To(...) first. input has shape {Shape}.");
        }

        if (destination.Length < Numel)
        {
            throw new ArgumentException($"CopyTo: the destination must hold {Numel} elements, but holds {destination.Length}. input has shape {Shape}.", nameof(destination));
        }

        Contiguous().Span<T>().CopyTo(destination);
    }

    /// <summary>
    /// The elements of a contiguous tensor without a copy. Writing through the span is not seen by autograd.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        if (DTypeExtensions.Of<T>() != DType)
        {
            throw new ArgumentException(
                $"AsSpan: the elements are {DType.TorchName}, but {DTypeExtensions.Of<T>().TorchName} was asked for. input has shape {Shape}.");
        }

        if (!IsContiguous)
        {
            throw new InvalidOperationException(
                $"AsSpan: the tensor must be contiguous; call Contiguous() first. input has shape {Shape} and strides [{string.Join(", ", _strides)}].");
        }

        _storage.IsExposed = true;
        return Span<T>();
    }

    /// <summary>Gives the memory back at once; never needed, and an error waits for whoever uses the tensor or a view of it afterwards.</summary>
    /// <remarks>Tensor is not IDisposable on purpose: every model that holds one would have to be disposed too.</remarks>
    public void Dispose() => _storage.Release();

    /// <summary>Writes the elements of <paramref name="source"/>, converted, over this tensor's, without recording.</summary>
    internal Tensor CopyFrom(Tensor source)
    {
        if (source.DType != DType)
        {
            source = Cast.Convert(source, DType);
        }

        var strides = Layout.BroadcastStrides(source.Shape, source._strides, Shape);
        switch (DType.ItemSize)
        {
            case 8:
                Strided.Copy(Shape, source.Reach<long>(), strides, Reach<long>(), _strides);
                break;
            case 4:
                Strided.Copy(Shape, source.Reach<int>(), strides, Reach<int>(), _strides);
                break;
            case 2:
                Strided.Copy(Shape, source.Reach<short>(), strides, Reach<short>(), _strides);
                break;
            default:
                Strided.Copy(Shape, source.Reach<byte>(), strides, Reach<byte>(), _strides);
                break;
        }

        MarkWritten();
        return this;
    }
}
