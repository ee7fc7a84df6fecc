namespace Flambeau.Serialization;

/// <summary>
/// What PyTorch 2 adds to a tensor whose elements are meant otherwise than they are stored: the negated ones
/// (<c>torch.Tensor.is_neg</c>), the conjugated ones (<c>is_conj</c>), or both.
/// </summary>
/// <param name="IsNegated">Whether the elements are meant negated.</param>
/// <param name="IsConjugated">Whether the elements are meant conjugated.</param>
internal readonly record struct TorchTensorBits(bool IsNegated, bool IsConjugated)
{
    private const string Negated = "neg";
    private const string Conjugated = "conj";

    /// <summary>Reads the last argument of a rebuild function, a dict such as <c>{'neg': True}</c>; older files have none.</summary>
    /// <exception cref="CheckpointException">It says something else, whose meaning is not known.</exception>
    public static TorchTensorBits Read(PickleArguments arguments, int position)
    {
        var bits = default(TorchTensorBits);
        if (arguments.Count <= position || arguments.Values[position] is null)
        {
            return bits;
        }

        foreach ((object key, object? value) in arguments.Get<ValueDict>(position))
        {
            bits = (key, value) switch
            {
                (Negated, true) => bits with { IsNegated = true },
                (Conjugated, true) => bits with { IsConjugated = true },

                // PyTorch never writes it, and reads it as if it were True.
                (Negated or Conjugated, _) => throw Unknown(arguments, key, value),
                (_, false) => bits,
                _ => throw Unknown(arguments, key, value),
            };
        }

        return bits;
    }

    /// <summary>The tensor that is meant.</summary>
    /// <exception cref="CheckpointException">Elements of its type cannot be negated or conjugated.</exception>
    public StoredTensor ApplyTo(DenseStoredTensor tensor)
    {
        bool isComplex = tensor.Type.PartType is not null;
        if ((IsConjugated && !isComplex) || (IsNegated && !isComplex && tensor.Type.DType is null or DType.Bool))
        {
            throw new CheckpointException(
                $"a tensor of dtype {tensor.Type.Name} is marked '{(IsConjugated ? Conjugated : Negated)}', which it cannot be");
        }

        return IsNegated || IsConjugated ? new ResolvedStoredTensor(tensor, IsNegated, IsConjugated) : tensor;
    }

    private static CheckpointException Unknown(PickleArguments arguments, object key, object? value) => new(
        $"{arguments.Function} is told '{PythonValue.Show(key)}': {PythonValue.Show(value)} of a tensor, whose meaning is not known");
}
