using System.Diagnostics;
using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>The numbers that say what a scheduler does, under PyTorch's names.</summary>
internal sealed class SchedulerSettings
{
    private readonly string _scheduler;
    private readonly OrderedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>The settings of a scheduler.</summary>
    /// <param name="scheduler">Its name, for messages.</param>
    /// <param name="values">Doubles, longs, or dicts of them.</param>
    public SchedulerSettings(string scheduler, IEnumerable<KeyValuePair<string, object>> values)
    {
        _scheduler = scheduler;
        foreach (var (name, value) in values)
        {
            _values.Add(name, value);
        }
    }

    /// <summary>A setting.</summary>
    public T Get<T>(string name) => (T)_values[name];

    /// <summary>Adds the settings to a state dict.</summary>
    public void WriteTo(ValueDict state)
    {
        foreach (var (name, value) in _values)
        {
            state[name] = value;
        }
    }

    /// <summary>These settings with those that a state dict has in their place.</summary>
    /// <exception cref="CheckpointException">One is of another kind.</exception>
    public SchedulerSettings ReadFrom(ValueDict state) => new(_scheduler, _values.Select(pair => KeyValuePair.Create(
        pair.Key,
        !state.ContainsKey(pair.Key) ? pair.Value : pair.Value switch
        {
            double => state.GetDouble(pair.Key),
            long => state.GetInt64(pair.Key),
            // a plain dict is a Counter, too: that is how this library saved one at first
            ValueDict dict => new ValueDict(state.GetDict(pair.Key)) { IsCounter = dict.IsCounter },
            _ => throw new UnreachableException(),
        })));

    /// <summary>Refuses a saved number below a limit.</summary>
    /// <exception cref="CheckpointException">It is below.</exception>
    public void AtLeast(string name, long least)
    {
        if (Get<long>(name) < least)
        {
            throw new CheckpointException($"{_scheduler}: '{name}' must be at least {least}, but the saved one is {_values[name]}");
        }
    }
}
