using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary>Compares two open checkpoints, two tensors in memory at a time.</summary>
internal static class CheckpointDiff
{
    /// <summary>The differences in the order of the first file, then what is in the second alone.</summary>
    public static List<TensorDifference> Compare(CheckpointFile left, CheckpointFile right, Tolerance tolerance)
    {
        var differences = new List<TensorDifference>();
        foreach (CheckpointEntry entry in left.Entries)
        {
            if (!right.TryGetEntry(entry.Name, out CheckpointEntry? other))
            {
                differences.Add(new TensorDifference(entry.Name, "only in A", Describe(entry), null, null));
            }
            else if (Compare((left, entry), (right, other), tolerance) is { } difference)
            {
                differences.Add(difference);
            }
        }

        differences.AddRange(right.Entries
            .Where(entry => !left.TryGetEntry(entry.Name, out _))
            .Select(entry => new TensorDifference(entry.Name, "only in B", null, Describe(entry), null)));
        return differences;
    }

    private static TensorDifference? Compare(
        (CheckpointFile File, CheckpointEntry Entry) left, (CheckpointFile File, CheckpointEntry Entry) right, Tolerance tolerance)
    {
        if (!left.Entry.Shape.SequenceEqual(right.Entry.Shape))
        {
            return Difference("shape", null);
        }

        bool sameType = InspectCommand.TypeOf(left.Entry) == InspectCommand.TypeOf(right.Entry);
        Tensor x = left.File.Load(left.Entry);
        Tensor y = right.File.Load(right.Entry);
        if (x.Shape != y.Shape)
        {
            // complex on one side only: its parts have a dimension of their own
            return Difference("dtype", null);
        }

        Gaps gaps = Gaps.Between(x, y, tolerance);
        return (sameType, gaps.AreWithin) switch
        {
            (true, true) => null,
            (true, false) => Difference("values", gaps),
            (false, true) => Difference("dtype", gaps),
            _ => Difference("dtype, values", gaps),
        };

        TensorDifference Difference(string what, Gaps? gaps) =>
            new(left.Entry.Name, what, Describe(left.Entry), Describe(right.Entry), gaps);
    }

    private static string Describe(CheckpointEntry entry) => $"{InspectCommand.TypeOf(entry)}{InspectCommand.ShapeOf(entry)}";
}
