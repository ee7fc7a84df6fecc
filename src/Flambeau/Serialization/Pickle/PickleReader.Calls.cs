namespace Flambeau.Serialization;

internal partial class PickleReader
{
    private bool ReadCall(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                string module = input.ReadLine();
                Push(host.FindGlobal(module, input.ReadLine()));
                return true;
            case PickleOpcode.StackGlobal:
                object?[] names = PopMany(2);
                Push(names is [string from, string name]
                    ? host.FindGlobal(from, name)
                    : throw new CheckpointException("the pickle names a global with something other than two strings"));
                return true;
            case PickleOpcode.BinPersistentId:
                Push(host.LoadPersistent(Pop()));
                return true;
            case PickleOpcode.Reduce or PickleOpcode.NewObject:
                object?[] call = PopMany(2);
                Push(Call(call[0], call[1]));
                return true;
            case PickleOpcode.NewObjectEx:
                object?[] keywordCall = PopMany(3);
                Push(Call(keywordCall[0], keywordCall[2] is ValueDict { Count: 0 }
                    ? keywordCall[1]
                    : throw new CheckpointException("the pickle calls a class with arguments by name")));
                return true;
            case PickleOpcode.Object:
                object?[] classAndArguments = PopToMark();
                Push(classAndArguments is [var type, .. var rest]
                    ? Call(type, rest)
                    : throw new CheckpointException("the pickle makes an object of no class"));
                return true;
            case PickleOpcode.Extension1 or PickleOpcode.Extension2 or PickleOpcode.Extension4:
                throw new CheckpointException("the pickle asks for a class by a number of Python's extension registry");
            case PickleOpcode.Build:
                object? state = Pop();
                Build(Peek(), state);
                return true;
            default:
                return false;
        }
    }

    private object? Call(object? function, object? arguments)
    {
        if (function is not PickleCallable callable)
        {
            throw new CheckpointException($"the pickle calls {PythonValue.NameOf(function)} as if it were a function");
        }

        if (arguments is not object?[] tuple)
        {
            throw new CheckpointException(
                $"the pickle calls {callable.Name} with {PythonValue.NameOf(arguments)} in place of a tuple");
        }

        CountCopies(tuple);
        return callable.Call(tuple);
    }

    /// <summary>
    /// Refuses calls that together copy far more than the pickle holds: one long list in the memo, handed to many
    /// calls, would otherwise fill any memory.
    /// </summary>
    private void CountCopies(object?[] arguments)
    {
        // An entry of a dict takes the room of several items of a list.
        const int UnitsPerEntry = 8;
        foreach (object? argument in arguments)
        {
            _copied += argument switch
            {
                string text => text.Length,
                byte[] bytes => bytes.Length,
                object?[] tuple => tuple.Length,
                List<object?> list => list.Count,
                ValueDict dict => (long)dict.Count * UnitsPerEntry,
                _ => 1,
            };
            if (argument is IReadOnlyList<object?> members)
            {
                // It may become a set.
                CountHashed(members);
            }
            else if (argument is ValueDict dict)
            {
                // It may become a Counter.
                CountHashed([.. dict.Keys]);
            }
        }

        CheckCopied();
    }

    /// <summary>Accounts for keys and members of sets: a long one could be hashed again and again.</summary>
    private void CountHashed(params IReadOnlyList<object?> keys)
    {
        // Hashing is far cheaper than copying.
        const int BytesPerUnit = 8;
        foreach (object? key in keys)
        {
            _copied += ValueComparer.Weigh(key) / BytesPerUnit;
        }

        CheckCopied();
    }

    private void CheckCopied()
    {
        const long Allowance = 1 << 20;
        const int PerByte = 16;
        if (_copied > Allowance + ((input.Position - _start) * PerByte))
        {
            throw new CheckpointException("the pickle hands the same long value to too many calls");
        }
    }

    private void Build(object? instance, object? state)
    {
        if (state is object?[] parts)
        {
            CountCopies(parts);
        }

        if (!host.Build(instance, state))
        {
            throw new CheckpointException($"the pickle gives a state to {PythonValue.NameOf(instance)}");
        }
    }

    /// <summary>The dotted path of the dict entry whose value is being built, as well as the stack tells.</summary>
    private string PendingKey()
    {
        var path = new List<string>();
        int end = _stack.Count;
        foreach (int mark in _marks)
        {
            if (mark > 0 && _stack[mark - 1] is ValueDict or PickledObject)
            {
                AddPendingKey(path, mark, end);
            }

            end = mark;
        }

        if (end > 0 && _stack[0] is ValueDict)
        {
            // A dict of one entry is filled without a mark.
            AddPendingKey(path, 1, end);
        }

        path.Reverse();
        return string.Join('.', path);
    }

    /// <summary>Adds the last key among alternating keys and values.</summary>
    private void AddPendingKey(List<string> path, int start, int end)
    {
        while (end > start && _stack[end - 1] is PickleCallable)
        {
            end--;
        }

        int key = (end - start) % 2 == 1 ? end - 1 : end - 2;
        if (key >= start && _stack[key] is string or long)
        {
            path.Add($"{_stack[key]}");
        }
    }
}
