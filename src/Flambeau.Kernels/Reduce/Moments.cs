namespace Flambeau.Kernels;

/// <summary>Sums of deviations from a pivot and of their squares; the pivot is one of the elements.</summary>
internal struct Moments
{
    public double Count;
    public double Pivot;
    public double Sum;
    public double Squares;
}
