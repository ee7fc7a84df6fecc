namespace Flambeau.Kernels.Tests;

/// <summary>Runs functions of vectors over arrays.</summary>
internal static class VectorFunctions
{
    /// <summary>The function of every element.</summary>
    public static T[] Of<T, TFunction>(params T[] x)
        where T : unmanaged
        where TFunction : struct, IVectorFunction
    {
        var y = new T[x.Length];
        VectorLoop.Run<T, TFunction>(default, x, y, streams: false);
        return y;
    }
}
