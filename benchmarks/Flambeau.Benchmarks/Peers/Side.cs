namespace Flambeau.Benchmarks.Peers;

/// <summary>A library, or one way of using it, that does a case's work.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Create">Makes models and data.</param>
internal sealed record Side(string Name, Func<SideSettings, Workload> Create)
{
    public const string Libtorch = "libtorch";
    public const string LibtorchChannelsLast = "libtorch channels-last";
    public const string OnnxRuntime = "ONNX Runtime";
    public const string Ours = "Flambeau";

    /// <summary>A side that needs no settings.</summary>
    public static Side Of(string name, Func<Workload> create) => new(name, _ => create());
}
