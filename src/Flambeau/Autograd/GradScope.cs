namespace Flambeau;

/// <summary>Restores the gradient mode when disposed; made by <see cref="GradMode"/>.</summary>
public readonly ref struct GradScope
{
    private readonly bool _disabled;
    private readonly bool _inference;

    internal GradScope(bool disabled, bool inference)
    {
        _disabled = disabled;
        _inference = inference;
    }

    /// <summary>Returns to the mode that was in force before.</summary>
    public void Dispose() => GradMode.Restore(_disabled, _inference);
}
