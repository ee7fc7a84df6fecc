using Flambeau.Kernels;
using Flambeau.Serialization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>What the machine allows: as many bytes copied by all threads into other memory, or written to a file.</summary>
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

    /// <summary>Copies into blocks that are taken and given back, as a reader takes them.</summary>
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

    /// <summary>Writes a file, and nothing else.</summary>
    public void Write(string path)
    {
        using var stream = new FileOutput(path);
        foreach (Block block in _source)
        {
            stream.Write(block.AsSpan<byte>(0, Piece));
        }
    }
}
