using Flambeau.Serialization;

namespace Flambeau.Tests.Serialization;

/// <summary>Reads and writes single pickles for tests.</summary>
internal static class PickleText
{
    /// <summary>Reads a pickle that must not refer to storages.</summary>
    public static object? Read(params ReadOnlySpan<byte> pickle)
    {
        var host = new TorchHost(
            CheckpointOptions.Default, (_, _, _) => throw new CheckpointException("there are no storages"));
        return new PickleReader(new PickleInput(new MemoryStream(pickle.ToArray())), host).Read();
    }

    /// <summary>Writes plain values.</summary>
    public static byte[] Write(object? value)
    {
        var pickle = new MemoryStream();
        new PickleWriter(pickle, _ => null).Write(value);
        return pickle.ToArray();
    }
}
