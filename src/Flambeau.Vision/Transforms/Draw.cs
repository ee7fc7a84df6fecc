namespace Flambeau.Vision;

/// <summary>The draws of random transforms, each as torchvision makes it.</summary>
internal static class Draw
{
    /// <summary>A float32 number from [from, to) (<c>torch.empty(1).uniform_(from, to)</c>).</summary>
    public static float Uniform(double from, double to, Generator? generator) =>
        Tensor.Empty(1).UniformInPlace(from, to, generator).Item<float>();

    /// <summary>A whole number from [0, end) (<c>torch.randint(0, end, (1,))</c>).</summary>
    public static int Integer(int end, Generator? generator) =>
        Tensor.RandInt(end, [1], generator: generator).Item<int>();
}
