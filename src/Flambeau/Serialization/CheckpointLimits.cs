namespace Flambeau.Serialization;

/// <summary>
/// How much a file may ask for, beyond what its length allows anyway: lengths are always compared with the bytes that
/// are there before memory is taken.
/// </summary>
public sealed record CheckpointLimits
{
    /// <summary>Limits that no checkpoint met so far comes near.</summary>
    public static CheckpointLimits Default { get; } = new();

    /// <summary>How deep dicts, lists and tuples may be nested.</summary>
    /// <remarks>Values are walked by recursion; more than a few thousand may end the process.</remarks>
    public int MaximumDepth { get; init; } = 200;

    /// <summary>How many values a file may hold, each counted as often as there are paths to it.</summary>
    public long MaximumValues { get; init; } = 20_000_000;

    /// <summary>How many opcodes a pickle may have: one byte of opcode can make an object of a hundred bytes.</summary>
    public long MaximumOpcodes { get; init; } = 20_000_000;

    /// <summary>How many values a pickle may store in its memo.</summary>
    public int MaximumMemo { get; init; } = 10_000_000;

    /// <summary>How many bytes a pickle may have; the tensors' elements lie outside.</summary>
    public long MaximumPickleBytes { get; init; } = 1L << 30;

    /// <summary>
    /// How many bytes converted tensors, and in all the compressed entries of a zip archive, may take beyond 16 times the
    /// file's length: a sparse one is as large as it says, not as the file.
    /// </summary>
    public long MaximumConvertedBytes { get; init; } = 1L << 31;

    /// <summary>How many tensors a file may name.</summary>
    public int MaximumTensors { get; init; } = 1_000_000;
}
