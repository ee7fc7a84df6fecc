namespace Flambeau;

/// <summary>Which tensor an elementwise function keeps for its derivative.</summary>
internal enum Saved
{
    Nothing,
    Input,
    Output,
}
