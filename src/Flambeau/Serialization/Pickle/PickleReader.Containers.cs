namespace Flambeau.Serialization;

internal partial class PickleReader
{
    private bool ReadContainer(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyTuple:
                Push(Array.Empty<object?>());
                return true;
            case PickleOpcode.Tuple1:
                Push(PopMany(1));
                return true;
            case PickleOpcode.Tuple2:
                Push(PopMany(2));
                return true;
            case PickleOpcode.Tuple3:
                Push(PopMany(3));
                return true;
            case PickleOpcode.Tuple:
                Push(PopToMark());
                return true;
            case PickleOpcode.EmptyList:
                Push(new List<object?>());
                return true;
            case PickleOpcode.List:
                Push(PopToMark().ToList());
                return true;
            case PickleOpcode.EmptyDict:
                Push(new ValueDict());
                return true;
            case PickleOpcode.Dict:
                object?[] pairs = PopToMark();
                Push(new ValueDict());
                SetItems(pairs);
                return true;
            case PickleOpcode.EmptySet:
                Push(NewSet([]));
                return true;
            case PickleOpcode.FrozenSet:
                object?[] members = PopToMark();
                CountHashed(members);
                Push(NewSet(members));
                return true;
            default:
                return ReadItems(opcode);
        }
    }

    private bool ReadItems(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Append:
                Extend(PopMany(1));
                return true;
            case PickleOpcode.Appends:
                Extend(PopToMark());
                return true;
            case PickleOpcode.SetItem:
                SetItems(PopMany(2));
                return true;
            case PickleOpcode.SetItems:
                SetItems(PopToMark());
                return true;
            case PickleOpcode.AddItems:
                AddItems(PopToMark());
                return true;
            default:
                return false;
        }
    }

    /// <summary>Makes a set whose members are compared by value.</summary>
    internal static HashSet<object?> NewSet(IEnumerable<object?> members)
    {
        var set = new HashSet<object?>(ValueComparer.Instance);
        foreach (object? member in members)
        {
            set.Add(member is null ? null : ValueComparer.Normalise(member));
        }

        return set;
    }

    private void Extend(object?[] items)
    {
        switch (Peek())
        {
            case List<object?> list:
                list.AddRange(items);
                break;
            case PickledObject instance:
                instance.Items.AddRange(items);
                break;
            case var other:
                throw new CheckpointException($"the pickle appends to {PythonValue.NameOf(other)}");
        }
    }

    private void SetItems(object?[] pairs)
    {
        if (pairs.Length % 2 != 0)
        {
            throw new CheckpointException("the pickle fills a dict with a key that has no value");
        }

        ValueDict target = Peek() switch
        {
            ValueDict dict => dict,
            PickledObject instance => instance.Entries,
            var other => throw new CheckpointException($"the pickle sets items of {PythonValue.NameOf(other)}"),
        };
        for (int i = 0; i < pairs.Length; i += 2)
        {
            CountHashed([pairs[i]]);
            target[pairs[i]!] = pairs[i + 1];
        }
    }

    private void AddItems(object?[] members)
    {
        if (Peek() is not HashSet<object?> set)
        {
            throw new CheckpointException($"the pickle adds members to {PythonValue.NameOf(Peek())}");
        }

        CountHashed(members);
        set.UnionWith(NewSet(members));
    }
}
