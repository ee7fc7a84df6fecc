namespace Flambeau.Kernels;

/// <summary>An element and where it stood; a negative position stands for no element.</summary>
internal struct Placed<T>
{
    public T Value;
    public int Position;
}
