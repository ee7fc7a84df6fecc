namespace Flambeau.Serialization;

/// <summary>
/// Makes sure that a value read from a file is a finite tree of sensible size, so that whoever walks it needs no
/// guard. A pickle can make a list its own member, or a small graph whose paths are without number.
/// </summary>
internal sealed class ValueTree
{
    private readonly CheckpointLimits _limits;

    // What lies below each container; null while that is being found out.
    private readonly Dictionary<object, Extent?> _extents = new(ReferenceEqualityComparer.Instance);

    private ValueTree(CheckpointLimits limits) => _limits = limits;

    /// <summary>Checks a value; objects of unknown classes count as leaves.</summary>
    /// <param name="value">The value.</param>
    /// <param name="limits">How deep and how large it may be; null means the defaults.</param>
    /// <returns>The value.</returns>
    /// <exception cref="CheckpointException">It contains itself, or it is too deep or too large.</exception>
    public static object? Check(object? value, CheckpointLimits? limits = null)
    {
        new ValueTree(limits ?? CheckpointLimits.Default).Measure(value, 0);
        return value;
    }

    private Extent Measure(object? value, int depth)
    {
        if (value is not (ValueDict or List<object?> or object?[]))
        {
            return new Extent(1, 0);
        }

        if (!_extents.TryGetValue(value, out Extent? known))
        {
            _extents.Add(value, null);
            known = depth < _limits.MaximumDepth ? MeasureParts(value, depth + 1) : throw TooDeep();
            _extents[value] = known;
        }

        Extent extent = known
            ?? throw new CheckpointException($"{PythonValue.NameOf(value)} in the file contains itself");
        if (extent.Size > _limits.MaximumValues)
        {
            throw new CheckpointException("the file's values refer to each other too many times");
        }

        return depth + extent.Height <= _limits.MaximumDepth ? extent : throw TooDeep();
    }

    private Extent MeasureParts(object container, int depth)
    {
        var extent = new Extent(1, 0);
        if (container is ValueDict { Attributes: { } attributes })
        {
            extent = extent.Over(Measure(attributes, depth));
        }

        IEnumerable<object?> parts = container is ValueDict dict ? dict.Values : (IEnumerable<object?>)container;
        return parts.Aggregate(extent, (sum, part) => sum.Over(Measure(part, depth)));
    }

    private CheckpointException TooDeep() =>
        new($"the file's values are nested deeper than {_limits.MaximumDepth} levels");

    /// <summary>The number of values on all paths from a container down, and the length of the longest path.</summary>
    private readonly record struct Extent(long Size, int Height)
    {
        public Extent Over(Extent part) => new(Size + part.Size, Math.Max(Height, part.Height + 1));
    }
}
