namespace Flambeau.NN;

/// <summary>
/// A tensor that belongs to a module's state but is not learned, such as a running mean (<c>torch.nn.Buffer</c>):
/// a field of this type is found by <see cref="Module.Buffers"/>.
/// </summary>
public sealed class Buffer : Tensor
{
    /// <summary>A buffer over the memory of <paramref name="data"/>, without its history.</summary>
    /// <param name="data">The initial values.</param>
    /// <param name="persistent">Whether it is saved with the module's state.</param>
    public Buffer(Tensor data, bool persistent = true)
        : base(data) => Persistent = persistent;

    /// <summary>Whether the buffer is saved with the module's state.</summary>
    public bool Persistent { get; }
}
