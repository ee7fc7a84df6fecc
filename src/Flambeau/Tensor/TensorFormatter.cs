namespace Flambeau;

/// <summary>Prints tensors.</summary>
internal static class TensorFormatter
{
    public static string Format(Tensor tensor) => $"tensor(shape={tensor.Shape}, dtype={tensor.DType.TorchName})";
}
