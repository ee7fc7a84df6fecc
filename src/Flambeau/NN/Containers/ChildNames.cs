namespace Flambeau.NN;

/// <summary>The rule for names that users give to children of containers.</summary>
internal static class ChildNames
{
    /// <summary>Throws unless the name can be part of a dotted path and is not in use.</summary>
    public static void Check(string container, string name, bool isUsed)
    {
        if (string.IsNullOrEmpty(name) || name.Contains('.', StringComparison.Ordinal))
        {
            throw new ArgumentException($"{container}: a name must not be empty or hold a dot, but got '{name}'.", nameof(name));
        }

        if (isUsed)
        {
            throw new ArgumentException($"{container}: the name '{name}' is in use.", nameof(name));
        }
    }
}
