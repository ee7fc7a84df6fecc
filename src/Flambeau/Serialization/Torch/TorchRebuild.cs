namespace Flambeau.Serialization;

/// <summary>PyTorch's functions that put tensors together from storages.</summary>
internal static class TorchRebuild
{
    /// <summary>Adds them to the list of known names.</summary>
    public static void AddTo(Dictionary<string, object> globals)
    {
        TorchGlobals.Add(globals, "torch._utils._rebuild_tensor", arguments => View(arguments, null));
        TorchGlobals.Add(globals, "torch._utils._rebuild_tensor_v2", arguments => View(arguments, null));
        TorchGlobals.Add(
            globals, "torch._utils._rebuild_tensor_v3", arguments => View(arguments, arguments.Get<DType>(6)));

        // A parameter is read as its tensor: whether it is trained is the model's business.
        TorchGlobals.Add(globals, "torch._utils._rebuild_parameter", arguments => arguments.Get<Tensor>(0));
        TorchGlobals.Add(globals, "torch._utils._rebuild_parameter_with_state", arguments => arguments.Get<Tensor>(0));
        TorchGlobals.Add(globals, "torch.nn.parameter.Parameter", arguments => arguments.Get<Tensor>(0));
        TorchGlobals.Add(globals, "torch.Tensor", arguments => arguments.Get<Tensor>(0));
        TorchGlobals.Add(globals, "torch._tensor._rebuild_from_type_v2", RebuildFromType);
        TorchGlobals.Add(globals, "torch.serialization._get_layout", arguments => arguments.Get<string>(0));
        string[] unsupported =
        [
            "qtensor", "sparse_tensor", "sparse_csr_tensor", "nested_tensor", "wrapper_subclass",
            "meta_tensor_no_storage", "device_tensor_from_numpy", "device_tensor_from_cpu_tensor",
        ];
        foreach (string kind in unsupported)
        {
            TorchGlobals.Add(globals, $"torch._utils._rebuild_{kind}", Refuse);
        }
    }

    private static Tensor View(PickleArguments arguments, DType? dtype) =>
        arguments.Get<TorchStorage>(0).View(
            arguments.Get<long>(1), arguments.GetIntegers(2), arguments.GetIntegers(3), dtype);

    private static Tensor RebuildFromType(PickleArguments arguments)
    {
        // Only the plain rebuild functions: a function that takes itself as an argument could nest without end.
        PickleCallable rebuild = arguments.Get<PickleCallable>(0);
        return rebuild.Name.StartsWith("torch._utils._rebuild_tensor", StringComparison.Ordinal)
            && rebuild.Call(arguments.Get<object?[]>(2)) is Tensor tensor
                ? tensor
                : throw new CheckpointException(
                    $"{arguments.Function} is called for {rebuild.Name}, which makes no tensor");
    }

    private static object Refuse(PickleArguments arguments) =>
        throw new CheckpointException($"tensors made by {arguments.Function} are not supported; save a dense one");
}
