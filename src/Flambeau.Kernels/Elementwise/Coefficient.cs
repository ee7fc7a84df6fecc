using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A number that a vector function multiplies by or compares with, converted to a float once.</summary>
/// <param name="value">The number.</param>
/// <remarks>The compiler leaves a conversion in the loop, where it also waits for the vector before: a softplus took four times as long.</remarks>
internal readonly struct Coefficient(double value)
{
    private readonly double _value = value;
    private readonly float _single = (float)value;

    /// <summary>The number in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Lanes<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsSingle ? TLanes.Create(_single) : TLanes.Create(_value);
}
