namespace Flambeau.NN;

/// <summary>A key whose tensor has one element type in a state dict and another in the module.</summary>
/// <param name="Key">The key.</param>
/// <param name="InStateDict">The type in the state dict.</param>
/// <param name="InModule">The type in the module before loading.</param>
public readonly record struct DTypeDifference(string Key, DType InStateDict, DType InModule)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} is {InStateDict.TorchName} in the state dict and {InModule.TorchName} in the module";

    /// <summary>True when the module's type holds every value of the state dict's.</summary>
    internal bool IsLossless => (InStateDict, InModule) switch
    {
        (DType.Bool, _) => true,
        (_, DType.Bool) => false,
        (DType.UInt8, DType.Int8) => false,
        (DType.UInt8 or DType.Int8, DType.Float16 or DType.Float32 or DType.Float64) => true,
        (DType.UInt8 or DType.Int8, DType.BFloat16) => true,
        (DType.Int16, DType.Float32 or DType.Float64) => true,
        (DType.Int32, DType.Float64) => true,
        (DType.Float16 or DType.BFloat16, DType.Float32 or DType.Float64) => true,
        (DType.Float32, DType.Float64) => true,
        _ => !InStateDict.IsFloatingPoint && !InModule.IsFloatingPoint
            && InStateDict.ItemSize < InModule.ItemSize,
    };
}
