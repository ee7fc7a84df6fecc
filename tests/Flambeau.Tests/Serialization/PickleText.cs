using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Reads and writes single pickles for tests.</summary>
internal static class PickleText
{
    /// <summary>Reads a pickle that must not refer to storages.</summary>
    public static object? Read(params ReadOnlySpan<byte> pickle) =>
        Read(pickle.ToArray(), CheckpointLimits.Default);

    /// <summary>Reads a pickle under limits.</summary>
    public static object? Read(byte[] pickle, CheckpointLimits limits)
    {
        var host = new TorchHost(
            CheckpointOptions.Default, (_, _, _) => throw new CheckpointException("there are no storages"));
        return new PickleReader(new PickleInput(new MemoryStream(pickle)), host, limits).Read();
    }

    /// <summary>Writes plain values.</summary>
    public static byte[] Write(object? value)
    {
        var pickle = new MemoryStream();
        new PickleWriter(pickle, _ => null).Write(value);
        return pickle.ToArray();
    }
}
