namespace Flambeau.Kernels.Tests;

/// <summary>Numbers that begin a cache line, as tensors' do; random ones when there is a seed.</summary>
internal sealed class Floats : IDisposable
{
    private readonly Block _block;
    private readonly int _length;

    public Floats(long length, int? seed)
    {
        _length = (int)length;
        _block = Block.Rent(length * sizeof(float));
        if (seed is { } value)
        {
            Near.Random<float>(value, _length).CopyTo(Span);
        }
    }

    public Span<float> Span => _block.AsSpan<float>(0, _length);

    public void Dispose() => _block.Return();
}
