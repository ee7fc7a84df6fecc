namespace Flambeau.Optim;

/// <summary>How a learning rate goes from one value to another.</summary>
public enum AnnealStrategy
{
    /// <summary>Along half a cosine (<c>cos</c>).</summary>
    Cos,

    /// <summary>In equal steps (<c>linear</c>).</summary>
    Linear,
}
