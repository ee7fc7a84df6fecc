namespace Flambeau.NN;

/// <summary>What loading does with a tensor whose element type is not that of its counterpart in the module.</summary>
public enum DTypeConversion
{
    /// <summary>Its values are converted to the module's type, as PyTorch does.</summary>
    ToModule,

    /// <summary>As <see cref="ToModule"/> where the module's type holds every value of the other exactly; else it does not fit.</summary>
    Lossless,

    /// <summary>It does not fit.</summary>
    Refuse,

    /// <summary>The module's tensor takes over the state dict's type.</summary>
    ToStateDict,
}
