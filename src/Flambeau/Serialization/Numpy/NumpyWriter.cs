namespace Flambeau.Serialization;

/// <summary>Writes tensors as <c>numpy.save</c> and <c>numpy.savez</c> do.</summary>
internal static class NumpyWriter
{
    /// <summary>Writes one array.</summary>
    /// <exception cref="ArgumentException">Numpy has no such type.</exception>
    public static void WriteArray(Stream stream, Tensor tensor)
    {
        Tensor contiguous = tensor.Detach().Contiguous();
        stream.Write(NpyHeader.Write(tensor.DType, tensor.Shape));
        VisitElements(contiguous, stream.Write);
    }

    /// <summary>Writes an archive of arrays, stored as they are and aligned to 64.</summary>
    /// <exception cref="ArgumentException">Numpy has no such type, or a key is too long; the message names it.</exception>
    public static void WriteArchive(Stream stream, StateDict state)
    {
        // Before the first byte is written: a stream cannot be taken back.
        (string Name, Tensor Tensor, byte[] Header)[] arrays =
            [.. state.Select(entry => (entry.Key, entry.Value.Detach().Contiguous(), Header(entry.Key, entry.Value)))];
        var zip = new ZipWriter(stream);
        foreach ((string name, Tensor tensor, byte[] header) in arrays)
        {
            zip.Add(FileName(name), header.Length + ((long)tensor.Numel * tensor.DType.ItemSize), visit =>
            {
                visit(header);
                VisitElements(tensor, visit);
            });
        }

        zip.Finish();
    }

    private static string FileName(string key) => $"{key}.npy";

    private static byte[] Header(string name, Tensor tensor)
    {
        _ = ZipWriter.Encode(FileName(name));
        try
        {
            return NpyHeader.Write(tensor.DType, tensor.Shape);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{e.Message} The key is '{name}'.", e);
        }
    }

    private static void VisitElements(Tensor tensor, ByteVisitor visit)
    {
        int size = tensor.DType.ItemSize;
        long start = (long)tensor.StorageOffset * size;
        long length = (long)tensor.Numel * size;
        for (long done = 0; done < length; done += BlockReading.ChunkSize)
        {
            int count = (int)Math.Min(BlockReading.ChunkSize, length - done);
            visit(tensor.Storage.Block.AsSpan<byte>(start + done, count));
        }
    }
}
