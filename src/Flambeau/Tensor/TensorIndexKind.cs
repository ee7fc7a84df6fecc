namespace Flambeau;

/// <summary>What one entry between the brackets does.</summary>
internal enum TensorIndexKind
{
    Select,
    Slice,
    NewAxis,
    Ellipsis,
    Tensor,
}
