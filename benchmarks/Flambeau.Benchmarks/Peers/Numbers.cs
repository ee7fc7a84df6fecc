namespace Flambeau.Benchmarks.Peers;

/// <summary>A tensor on its way from one library to another, row-major.</summary>
internal sealed record Numbers(string Name, int[] Shape, float[] Values)
{
    public static Numbers From(string name, Tensor tensor) => new(name, [.. tensor.Shape], tensor.ToArray<float>());

    public static Numbers From(string name, TorchSharp.torch.Tensor tensor)
    {
        using var plain = tensor.detach().contiguous();
        return new(name, [.. tensor.shape.Select(size => (int)size)], [.. plain.data<float>()]);
    }
}
