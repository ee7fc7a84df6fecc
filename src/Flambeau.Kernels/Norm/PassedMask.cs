using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary><see cref="PassedValues{T}"/> by its pointers, from some row on: sets gradients to zero where nothing passed.</summary>
internal readonly unsafe struct PassedMask<T>(T* output, T* scale, T* shift, Activation activation)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T* _output = output;
    private readonly T* _scale = scale;
    private readonly T* _shift = shift;
    private readonly Activation _activation = activation;

    // What reaches it did not pass; nothing reaches NaN.
    private readonly T _ceiling = activation == Activation.ReLU6 ? T.CreateTruncating(6) : T.NaN;

    /// <summary>Whether everything passed.</summary>
    public bool IsNone => _activation == Activation.None;

    /// <summary>The mask from element <paramref name="at"/> on, the first of a row.</summary>
    public PassedMask<T> At(nint at) =>
        new(_output == null ? null : _output + at, _scale, _shift, _activation);

    /// <summary>The same mask where several rows are taken for one; the room holds its factors, if it has any.</summary>
    public PassedMask<T> Repeat(int columns, int times, T* room)
    {
        if (_scale == null)
        {
            return this;
        }

        T* shifts = room + (times * columns);
        for (int i = 0; i < times * columns; i++)
        {
            (room[i], shifts[i]) = (_scale[i % columns], _shift[i % columns]);
        }

        return new(_output, room, shifts, _activation);
    }

    /// <summary>A vector of gradients where the values of x, at some element and channel, passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Apply(Vector<T> gradient, Vector<T> x, nint at, nint channel)
    {
        if (_activation == Activation.None)
        {
            return gradient;
        }

        // As BatchNorm.Apply forms it, to the bit.
        Vector<T> value = _output != null
            ? Vector.Load(_output + at)
            : x * Vector.Load(_scale + channel) + Vector.Load(_shift + channel);
        Vector<T> off = Vector.LessThanOrEqual(value, Vector<T>.Zero)
            | Vector.GreaterThanOrEqual(value, Vector.Create(_ceiling));
        return Vector.ConditionalSelect(off, Vector<T>.Zero, gradient);
    }

    /// <summary>A gradient where the value of x, at some element and channel, passed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Apply(T gradient, T x, nint at, nint channel)
    {
        if (_activation == Activation.None)
        {
            return gradient;
        }

        T value = _output != null ? _output[at] : x * _scale[channel] + _shift[channel];
        return value <= T.Zero || value >= _ceiling ? T.Zero : gradient;
    }
}
