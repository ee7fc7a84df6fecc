using Flambeau.Kernels;

namespace Flambeau;

/// <summary>The memory that a tensor and all its views share, and the count of writes to it.</summary>
/// <remarks>
/// A storage may be filled by <see cref="DeferredWork"/> when somebody first asks for its memory, and others may still have
/// to read it: whoever asks for memory to write to leaves them a copy, which costs far less than what they would compute, most often
/// for nobody.
/// </remarks>
internal sealed class Storage
{
    private static readonly Lock s_readersGate = new();
    private static long s_lastId;

    private readonly DeferredWork? _writer;
    private Block? _block;
    private List<WeakReference<DeferredWork>>? _readers;
    private object? _prepared;

    public Storage(long byteCount)
        : this(byteCount, writer: null) => _block = Block.Rent(byteCount);

    private Storage(Block block)
        : this(block.ByteCount, writer: null) => _block = block;

    private Storage(long byteCount, DeferredWork? writer)
    {
        ByteCount = byteCount;
        Id = Interlocked.Increment(ref s_lastId);
        _writer = writer;
    }

    /// <summary>Where the memory lives.</summary>
    public Device Device { get; } = Device.Cpu;

    /// <summary>The bytes of the memory, also before it is there.</summary>
    public long ByteCount { get; }

    /// <summary>The memory, to be read or written.</summary>
    public Block Block
    {
        get
        {
            if (Volatile.Read(ref _readers) is not null)
            {
                SendReadersTo(Copy);
            }

            if (Volatile.Read(ref _prepared) is not null)
            {
                Volatile.Write(ref _prepared, null);
            }

            return Filled;
        }
    }

    /// <summary>The memory, to be read only.</summary>
    public Block Filled
    {
        get
        {
            if (Volatile.Read(ref _block) is { } block)
            {
                return block;
            }

            _writer!.Complete();
            return _block!;
        }
    }

    /// <summary>The work that fills the memory, as long as it has not been done; else null.</summary>
    public DeferredWork? Writer => Volatile.Read(ref _block) is null ? _writer : null;

    /// <summary>Another form of the memory's content, forgotten as soon as somebody asks for the memory to write to; or null.</summary>
    public object? Prepared => Volatile.Read(ref _prepared);

    /// <summary>Whether somebody may hold a span of the memory and write to it at any time.</summary>
    public bool IsExposed { get; set; }

    /// <summary>Grows with every storage, so that one can tell what was made since a moment.</summary>
    public long Id { get; }

    /// <summary>The largest <see cref="Id"/> given out so far.</summary>
    public static long LastId => Interlocked.Read(ref s_lastId);

    /// <summary>The number of in-place writes so far; autograd compares it with the one it saw when it saved a tensor.</summary>
    public int Version { get; set; }

    /// <summary>A storage that <paramref name="writer"/> will fill.</summary>
    public static Storage FilledBy(DeferredWork writer, long byteCount) => new(byteCount, writer);

    /// <summary>For the writer: the memory is there now.</summary>
    public void Fill(Block block) => Volatile.Write(ref _block, block);

    /// <summary>Keeps another form of the content in place of <paramref name="before"/>, unless that was forgotten meanwhile.</summary>
    public void Prepare(object? before, object prepared) => Interlocked.CompareExchange(ref _prepared, prepared, before);

    /// <summary>Gives the memory back. Work that still has to read it takes it over; work that was to fill it is not done.</summary>
    public void Release()
    {
        if (Writer is { } writer)
        {
            writer.Cancel();
            return;
        }

        Volatile.Write(ref _prepared, null);
        var block = Filled;
        if (SendReadersTo(() => new Storage(block)))
        {
            Fill(Block.Returned);
        }
        else
        {
            block.Return();
        }
    }

    /// <summary>Work that reads the memory and has to be sent elsewhere before it changes. It is not kept alive: nobody wants what nobody reaches.</summary>
    public void AddReader(WeakReference<DeferredWork> reader)
    {
        lock (s_readersGate)
        {
            var readers = _readers ?? [];
            readers.RemoveAll(IsOver);
            readers.Add(reader);
            Volatile.Write(ref _readers, readers);
        }
    }

    private static bool IsOver(WeakReference<DeferredWork> reader) => !reader.TryGetTarget(out var work) || work.IsDone;

    private Storage Copy()
    {
        const int Piece = 1 << 30;
        var copy = new Storage(ByteCount);
        for (long done = 0; done < ByteCount; done += Piece)
        {
            int length = (int)Math.Min(Piece, ByteCount - done);
            Filled.AsSpan<byte>(done, length).CopyTo(copy.Filled.AsSpan<byte>(done, length));
        }

        return copy;
    }

    /// <summary>Makes all work that is still to read this storage read another with the same content.</summary>
    /// <returns>Whether there was any.</returns>
    private bool SendReadersTo(Func<Storage> other)
    {
        WeakReference<DeferredWork>[] readers;
        lock (s_readersGate)
        {
            readers = [.. _readers ?? []];
        }

        var same = new Lazy<Storage>(other);
        foreach (var reader in readers)
        {
            if (reader.TryGetTarget(out var work))
            {
                work.ReadInstead(this, same);
            }
        }

        lock (s_readersGate)
        {
            _readers?.RemoveAll(reader => IsOver(reader) || readers.Contains(reader));
            Volatile.Write(ref _readers, _readers is { Count: > 0 } ? _readers : null);
        }

        return same.IsValueCreated;
    }
}
