namespace Flambeau.NN;

/// <summary>
/// Another form of a layer's weight that is faster to compute with, kept from one inference to the next. Any access to the
/// weight's memory that could write forgets it.
/// </summary>
internal static class PreparedWeight
{
    // It takes as much memory as the weight.
    private const long MostBytes = 16 << 20;

    // A weight that is used once is not worth preparing.
    private static readonly object s_usedOnce = new();

    /// <summary>The other form of a weight, or null where it is to be read as it is: for the first time, or while another thread prepares it.</summary>
    /// <param name="weight">Of float32.</param>
    /// <param name="make">Makes the other form of a weight.</param>
    public static TForm? For<TForm>(Tensor weight, Func<Tensor, TForm> make)
        where TForm : class
    {
        var storage = weight.Storage;
        if (weight.DType != DType.Float32 || !weight.IsContiguous || weight.Numel == 0 || weight.Numel * (long)sizeof(float) > MostBytes
            || storage.IsExposed)
        {
            return null;
        }

        switch (storage.Prepared)
        {
            case Entry<TForm> entry:
                return entry.Shape == weight.Shape && entry.Offset == weight.StorageOffset ? Volatile.Read(ref entry.Form) : null;
            case null:
                storage.Prepare(null, s_usedOnce);
                return null;
            case { } before when before == s_usedOnce:
                // What is kept is there before the weight is read, so that a write meanwhile is noticed.
                var made = new Entry<TForm>(weight.Shape, weight.StorageOffset);
                storage.Prepare(before, made);
                var form = make(weight);
                Volatile.Write(ref made.Form, form);
                return form;
            default:
                return null;
        }
    }

    private sealed class Entry<TForm>(Shape shape, int offset)
        where TForm : class
    {
        public TForm? Form;

        public Shape Shape { get; } = shape;

        public int Offset { get; } = offset;
    }
}
