namespace Flambeau;

/// <summary>The type of a tensor's elements (<c>torch.dtype</c>).</summary>
public enum DType
{
    /// <summary>32-bit floating point, the default.</summary>
    Float32,

    /// <summary>64-bit floating point.</summary>
    Float64,

    /// <summary>16-bit IEEE floating point; for storage and conversion.</summary>
    Float16,

    /// <summary>16-bit brain floating point; for storage and conversion.</summary>
    BFloat16,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>Truth value, one byte.</summary>
    Bool,
}
