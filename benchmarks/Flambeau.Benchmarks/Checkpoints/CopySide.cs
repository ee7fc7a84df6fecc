using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>What memory allows: the same bytes copied by all threads, into new memory as a reader has to.</summary>
internal sealed class CopySide
{
    private const int Piece = 4_000_000;

    private readonly Block[] _source;

    public CopySide(int megabytes)
    {
        _source = [.. Enumerable.Range(0, megabytes / 4).Select(_ => Block.Rent(Piece))];
        foreach (Block block in _source)
        {
            block.AsSpan<byte>(0, Piece).Fill(1);
        }
    }

    public void Run() => Workers.For(_source.Length, (from, to) =>
    {
        for (int i = from; i < to; i++)
        {
            var copy = Block.Rent(Piece);
            _source[i].AsSpan<byte>(0, Piece).CopyTo(copy.AsSpan<byte>(0, Piece));
            copy.Return();
        }
    });
}
