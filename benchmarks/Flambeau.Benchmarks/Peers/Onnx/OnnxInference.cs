using Microsoft.ML.OnnxRuntime;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A forward pass by ONNX Runtime, all its graph optimisations on.</summary>
internal sealed class OnnxInference : Workload
{
    private const int Classes = 101;

    private readonly SideSettings _settings;
    private readonly Action<OnnxGraph> _network;
    private readonly int[] _shape;
    private readonly float[] _numbers;
    private readonly OrtValue _input;
    private InferenceSession? _session;

    public OnnxInference(SideSettings settings, Action<OnnxGraph> network, int[] shape)
    {
        _settings = settings;
        _network = network;
        _shape = shape;
        _numbers = new float[shape.Aggregate((product, size) => product * size)];
        _input = OrtValue.CreateTensorValueFromMemory(_numbers, [.. shape.Select(size => (long)size)]);
        if (File.Exists(settings.ModelFile))
        {
            Open();
        }
    }

    public override void Load(IReadOnlyList<Numbers> state)
    {
        state[^1].Values.CopyTo(_numbers, 0);
        var graph = new OnnxGraph(state, _shape);
        _network(graph);
        graph.WriteTo(_settings.ModelFile, [_shape[0], Classes]);
        Open();
    }

    public override void Run()
    {
        using var outputs = Forward();
    }

    public override IReadOnlyList<Numbers> Results()
    {
        using var outputs = Forward();
        return [new Numbers("output", [_shape[0], Classes], outputs[0].GetTensorDataAsSpan<float>().ToArray())];
    }

    public override void Release()
    {
        _session?.Dispose();
        _input.Dispose();
    }

    private void Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = _settings.Threads, InterOpNumThreads = 1 };
        // between runs only: else its threads spin on into our turns
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        _session?.Dispose();
        _session = new InferenceSession(_settings.ModelFile, options);
    }

    private IDisposableReadOnlyCollection<OrtValue> Forward()
    {
        using var options = new RunOptions();
        return _session!.Run(options, _session.InputNames, [_input], _session.OutputNames);
    }
}
