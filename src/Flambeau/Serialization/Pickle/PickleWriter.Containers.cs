using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;

namespace Flambeau.Serialization;

internal partial class PickleWriter
{
    // Python's pickler flushes groups of this size.
    private const int BatchSize = 1000;

    private static readonly PickleGlobal s_orderedDict = new("collections", "OrderedDict");
    private static readonly PickleGlobal s_counter = new("collections", "Counter");
    private static readonly PickleGlobal s_set = new("__builtin__", "set");
    private static readonly PickleGlobal s_encode = new("_codecs", "encode");

    /// <summary>An empty OrderedDict to be written, a new one each time.</summary>
    public static PickleCall NewOrderedDict() => new(s_orderedDict);

    private bool SaveContainer(object value)
    {
        switch (value)
        {
            case object?[] tuple:
                SaveTuple(tuple, tuple);
                return true;
            case ITuple tuple:
                SaveTuple(tuple, [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])]);
                return true;
            case byte[] bytes:
                SaveBytes(bytes);
                return true;
            case ValueDict { IsCounter: true } counter:
                SaveCall(new PickleCall(s_counter, new ValueDict(counter)), counter);
                return true;
            case ValueDict dict:
                SaveDict(dict, dict.IsOrderedDict, dict, dict.Attributes);
                return true;
            case IDictionary dict:
                SaveDict(dict, false, new ValueDict(EntriesOf(dict)), null);
                return true;
            case IList list:
                SaveList(list);
                return true;
            case HashSet<object?> set:
                SaveCall(new PickleCall(s_set, set.ToList()), set);
                return true;
            default:
                return SaveReference(value);
        }
    }

    private bool SaveReference(object value)
    {
        switch (value)
        {
            case PickleGlobal global:
                Write(PickleOpcode.Global);
                output.Write(Encoding.UTF8.GetBytes($"{global.Module}\n{global.Name}\n"));
                Put(global);
                return true;
            case PickleCall call:
                SaveCall(call, call);
                return true;
            case PicklePersistentId persistent:
                Save(persistent.Id);
                Write(PickleOpcode.BinPersistentId);
                return true;
            default:
                return false;
        }
    }

    private void SaveCall(PickleCall call, object owner)
    {
        Save(call.Function);
        Save(call.Arguments);
        Write(PickleOpcode.Reduce);
        Put(owner);
    }

    private void SaveTuple(object owner, object?[] items)
    {
        if (items.Length == 0)
        {
            Write(PickleOpcode.EmptyTuple);
            return;
        }

        if (items.Length > 3)
        {
            Write(PickleOpcode.Mark);
        }

        foreach (object? item in items)
        {
            Save(item);
        }

        Write(items.Length switch
        {
            1 => PickleOpcode.Tuple1,
            2 => PickleOpcode.Tuple2,
            3 => PickleOpcode.Tuple3,
            _ => PickleOpcode.Tuple,
        });
        Put(owner);
    }

    // Protocol 2 has no bytes; this is what Python writes for them, and what weights_only allows.
    private void SaveBytes(byte[] bytes) =>
        SaveCall(new PickleCall(s_encode, Encoding.Latin1.GetString(bytes), "latin1"), bytes);

    private void SaveList(IList list)
    {
        Write(PickleOpcode.EmptyList);
        Put(list);
        foreach (object?[] batch in list.Cast<object?>().Chunk(BatchSize))
        {
            if (batch.Length > 1)
            {
                Write(PickleOpcode.Mark);
            }

            foreach (object? item in batch)
            {
                Save(item);
            }

            Write(batch.Length > 1 ? PickleOpcode.Appends : PickleOpcode.Append);
        }
    }

    private void SaveDict(object owner, bool ordered, ValueDict items, ValueDict? attributes)
    {
        if (ordered)
        {
            SaveCall(NewOrderedDict(), owner);
        }
        else
        {
            Write(PickleOpcode.EmptyDict);
            Put(owner);
        }

        foreach (KeyValuePair<object, object?>[] batch in items.Chunk(BatchSize))
        {
            SaveEntries(batch);
        }

        if (attributes is not null)
        {
            Save(attributes);
            Write(PickleOpcode.Build);
        }
    }

    private void SaveEntries(KeyValuePair<object, object?>[] batch)
    {
        if (batch.Length > 1)
        {
            Write(PickleOpcode.Mark);
        }

        foreach ((object key, object? value) in batch)
        {
            _path.Add(key);
            Save(key);
            Save(value);
            _path.RemoveAt(_path.Count - 1);
        }

        Write(batch.Length > 1 ? PickleOpcode.SetItems : PickleOpcode.SetItem);
    }

    private static IEnumerable<KeyValuePair<object, object?>> EntriesOf(IDictionary dict)
    {
        foreach (DictionaryEntry entry in dict)
        {
            yield return new KeyValuePair<object, object?>(entry.Key, entry.Value);
        }
    }
}
