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

    public void Run()
    {
        var copies = new Block[_source.Length];
        Workers.For(_source.Length, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                copies[i] = Block.Rent(Piece);
                _source[i].AsSpan<byte>(0, Piece).CopyTo(copies[i].AsSpan<byte>(0, Piece));
            }
        });
        Array.ForEach(copies, copy => copy.Return());
    }
}
