namespace Flambeau.Optim;

/// <summary>How much better something must be to count.</summary>
public enum ThresholdMode
{
    /// <summary>By a share of the best value (<c>rel</c>).</summary>
    Rel,

    /// <summary>By a difference (<c>abs</c>).</summary>
    Abs,
}
