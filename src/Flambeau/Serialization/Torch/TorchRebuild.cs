namespace Flambeau.Serialization;

/// <summary>PyTorch's functions that put tensors together from storages.</summary>
internal static class TorchRebuild
{
    private const string SparseCoo = "torch.sparse_coo";
    private const string PerTensorAffine = "torch.per_tensor_affine";
    private const string PerChannelAffine = "torch.per_channel_affine";

    /// <summary>Adds them to the list of known names.</summary>
    public static void AddTo(Dictionary<string, object> globals)
    {
        TorchGlobals.Add(globals, "torch._utils._rebuild_tensor", arguments => View(arguments, null));
        TorchGlobals.Add(
            globals,
            "torch._utils._rebuild_tensor_v2",
            arguments => TorchTensorBits.Read(arguments, 6).ApplyTo(View(arguments, null)));
        TorchGlobals.Add(
            globals,
            "torch._utils._rebuild_tensor_v3",
            arguments => TorchTensorBits.Read(arguments, 7).ApplyTo(View(arguments, ToElementType(arguments, 6))));
        TorchGlobals.Add(globals, "torch._utils._rebuild_qtensor", RebuildQuantized);
        TorchGlobals.Add(globals, "torch._utils._rebuild_sparse_tensor", RebuildSparse);

        // A parameter is read as its tensor: whether it is trained is the model's business.
        string[] wrappers =
        [
            "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
            "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer", "torch.Tensor",
        ];
        foreach (string wrapper in wrappers)
        {
            TorchGlobals.Add(globals, wrapper, arguments => arguments.Get<StoredTensor>(0));
        }

        TorchGlobals.Add(globals, "torch._tensor._rebuild_from_type_v2", RebuildFromType);
        TorchGlobals.Add(globals, "torch.serialization._get_layout", arguments => arguments.Get<string>(0));
        globals.Add(PerTensorAffine, PerTensorAffine);
        globals.Add(PerChannelAffine, PerChannelAffine);
        string[] unsupported =
        [
            "sparse_csr_tensor", "nested_tensor", "wrapper_subclass",
            "meta_tensor_no_storage", "device_tensor_from_numpy", "device_tensor_from_cpu_tensor",
        ];
        foreach (string kind in unsupported)
        {
            TorchGlobals.Add(globals, $"torch._utils._rebuild_{kind}", Refuse);
        }
    }

    private static DenseStoredTensor View(PickleArguments arguments, ElementType? type) =>
        arguments.Get<TorchStorage>(0).View(
            arguments.Get<long>(1), arguments.GetIntegers(2), arguments.GetIntegers(3), type);

    private static ElementType ToElementType(PickleArguments arguments, int position) =>
        arguments.Get<object>(position) switch
        {
            DType dtype => ElementType.Of(dtype),
            _ => arguments.Get<ElementType>(position),
        };

    /// <summary>(storage, offset, size, stride, quantizer parameters, ...)</summary>
    private static QuantizedStoredTensor RebuildQuantized(PickleArguments arguments)
    {
        Quantization quantization = arguments.Get<object?[]>(4) switch
        {
            [PerTensorAffine, double scale, long zeroPoint] => new Quantization(scale, zeroPoint),
            [PerChannelAffine, DenseStoredTensor scales, DenseStoredTensor zeroPoints, long axis] =>
                new Quantization(scales, zeroPoints, axis, arguments.GetIntegers(2)),
            _ => throw new CheckpointException("a tensor is quantised in an unknown way"),
        };
        return new QuantizedStoredTensor(View(arguments, null), quantization);
    }

    /// <summary>(layout, (indices, values, size[, is coalesced]))</summary>
    private static SparseStoredTensor RebuildSparse(PickleArguments arguments) =>
        arguments.Get<string>(0) == SparseCoo
        && arguments.Get<object?[]>(1) is [DenseStoredTensor indices, DenseStoredTensor values, object?[] sizes, ..]
            ? new SparseStoredTensor(
                indices, values, new PickleArguments(arguments.Function, [sizes]).GetIntegers(0))
            : throw new CheckpointException(
                $"sparse tensors of layout {arguments.Get<string>(0)} are not supported; save a dense one");

    private static StoredTensor RebuildFromType(PickleArguments arguments)
    {
        // Only the plain rebuild functions: a function that takes itself as an argument could nest without end.
        PickleCallable rebuild = arguments.Get<PickleCallable>(0);
        return rebuild.Name.StartsWith("torch._utils._rebuild_tensor", StringComparison.Ordinal)
            && rebuild.Call(arguments.Get<object?[]>(2)) is StoredTensor tensor
                ? tensor
                : throw new CheckpointException(
                    $"{arguments.Function} is called for {rebuild.Name}, which makes no tensor");
    }

    private static object Refuse(PickleArguments arguments) =>
        throw new CheckpointException($"tensors made by {arguments.Function} are not supported; save a dense one");
}
