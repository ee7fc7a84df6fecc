namespace Flambeau.Serialization;

/// <summary>
/// Reads one pickle into plain values. It runs no code: every global goes through an <see cref="IPickleHost"/>,
/// and any bytes give a value or a <see cref="CheckpointException"/>.
/// </summary>
/// <remarks>
/// The format is described in CPython's <c>Lib/pickletools.py</c>. Protocols 0 to 5 are read. The machine is a loop, so
/// nesting costs no stack; the number of its steps and the size of its memo are limited.
/// </remarks>
internal sealed partial class PickleReader(PickleInput input, IPickleHost host, CheckpointLimits? limits = null)
{
    private const int HighestProtocol = 5;

    private readonly CheckpointLimits _limits = limits ?? CheckpointLimits.Default;
    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = new();
    private readonly PickleMemo _memo = new();
    private readonly long _start = input.Position;
    private long _copied;
    private long _steps;

    /// <summary>Reads up to the STOP opcode and returns what it leaves on the stack.</summary>
    /// <exception cref="CheckpointException">The bytes are no pickle, or one that is not allowed.</exception>
    public object? Read()
    {
        long at = _start;
        try
        {
            while (true)
            {
                at = input.Position;
                var opcode = (PickleOpcode)input.ReadByte();
                if (opcode == PickleOpcode.Stop)
                {
                    return Pop();
                }

                Execute(opcode);
            }
        }
        catch (CheckpointException e)
        {
            string key = PendingKey();
            throw (key.Length > 0 ? e.Within($"key '{key}'") : e).At(at);
        }
    }

    private void Execute(PickleOpcode opcode)
    {
        if (++_steps > _limits.MaximumOpcodes)
        {
            throw new CheckpointException($"the pickle has more than {_limits.MaximumOpcodes} opcodes");
        }

        if (input.Position - _start > _limits.MaximumPickleBytes)
        {
            throw new CheckpointException($"the pickle has more than {_limits.MaximumPickleBytes} bytes");
        }

        if (!ReadNumber(opcode) && !ReadText(opcode) && !ReadContainer(opcode) && !ReadStack(opcode)
            && !ReadCall(opcode) && !ReadLines(opcode))
        {
            throw new CheckpointException(
                $"the pickle uses opcode 0x{(byte)opcode:x2}, which PyTorch never writes; it is damaged");
        }
    }

    private bool ReadStack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto:
                CheckProtocol(input.ReadByte());
                return true;
            case PickleOpcode.Frame:
                // A frame only says how much may be buffered; the opcodes inside need no announcement.
                input.ReadInt64();
                return true;
            case PickleOpcode.Mark:
                _marks.Push(_stack.Count);
                return true;
            case PickleOpcode.Pop:
                Pop();
                return true;
            case PickleOpcode.PopMark:
                PopToMark();
                return true;
            case PickleOpcode.Duplicate:
                Push(Peek());
                return true;
            default:
                return ReadMemo(opcode);
        }
    }

    private bool ReadMemo(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.BinPut:
                Memoize(input.ReadByte());
                return true;
            case PickleOpcode.LongBinPut:
                Memoize((uint)input.ReadInt32());
                return true;
            case PickleOpcode.Memoize:
                Memoize((uint)_memo.Count);
                return true;
            case PickleOpcode.BinGet:
                Push(Recall(input.ReadByte()));
                return true;
            case PickleOpcode.LongBinGet:
                Push(Recall((uint)input.ReadInt32()));
                return true;
            default:
                return false;
        }
    }

    private static void CheckProtocol(byte protocol)
    {
        if (protocol > HighestProtocol)
        {
            throw new CheckpointException($"pickle protocol {protocol} is unknown; {HighestProtocol} is the highest");
        }
    }

    private void Memoize(uint index)
    {
        _memo.Store(index, Peek());
        if (_memo.Count > _limits.MaximumMemo)
        {
            throw new CheckpointException($"the pickle's memo has more than {_limits.MaximumMemo} entries");
        }
    }

    private object? Recall(uint index) => _memo.TryGetValue(index, out object? value)
        ? value
        : throw new CheckpointException($"the pickle refers to memo entry {index}, which was never stored");

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Underflow();

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object?[] PopMany(int count)
    {
        if (_stack.Count - count < Floor)
        {
            throw Underflow();
        }

        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object?[] PopToMark()
    {
        if (!_marks.TryPop(out int mark))
        {
            throw new CheckpointException("the pickle closes a group that it never opened");
        }

        object?[] items = [.. _stack[mark..]];
        _stack.RemoveRange(mark, items.Length);
        return items;
    }

    private int Floor => _marks.TryPeek(out int mark) ? mark : 0;

    private static CheckpointException Underflow() =>
        new("the pickle takes more values off its stack than it put there");
}
