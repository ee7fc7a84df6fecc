namespace Flambeau.Optim;

/// <summary>What is better.</summary>
public enum PlateauMode
{
    /// <summary>Less, as of a loss (<c>min</c>).</summary>
    Min,

    /// <summary>More, as of an accuracy (<c>max</c>).</summary>
    Max,
}
