using System.Runtime.InteropServices;
using Flambeau.Benchmarks.Onnx;
using Google.Protobuf;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A network in ONNX's format, put together node by node; each call goes on from the last one's output.</summary>
internal sealed class OnnxGraph
{
    private const int FloatType = 1;
    private const string InputName = "input";

    private readonly GraphProto _graph = new() { Name = "network" };
    private readonly Dictionary<string, Numbers> _weights;

    public OnnxGraph(IReadOnlyList<Numbers> weights, int[] inputShape)
    {
        _weights = weights.ToDictionary(item => item.Name);
        _graph.Input.Add(Value(InputName, inputShape));
    }

    /// <summary>The name of the last node's output.</summary>
    public string Current { get; set; } = InputName;

    public bool Has(string weight) => _weights.ContainsKey(weight);

    public void Conv(string layer, int stride = 1, int padding = 0)
    {
        int kernel = _weights[layer + ".weight"].Shape[2];
        string[] inputs = Has(layer + ".bias") ? [Weight(layer, "weight"), Weight(layer, "bias")] : [Weight(layer, "weight")];
        Add("Conv", inputs, Window(kernel, stride, padding));
    }

    public void BatchNorm(string layer) => Add(
        "BatchNormalization",
        [Weight(layer, "weight"), Weight(layer, "bias"), Weight(layer, "running_mean"), Weight(layer, "running_var")],
        new AttributeProto { Name = "epsilon", F = 1e-5f, Type = AttributeProto.Types.AttributeType.Float });

    public void Relu() => Add("Relu", []);

    public void MaxPool(int kernel, int stride, int padding = 0) => Add("MaxPool", [], Window(kernel, stride, padding));

    public void AveragePool(int kernel) => Add("AveragePool", [], Window(kernel, kernel, 0));

    public void Flatten() => Add("Flatten", []);

    public void Linear(string layer) => Add(
        "Gemm",
        [Weight(layer, "weight"), Weight(layer, "bias")],
        new AttributeProto { Name = "transB", I = 1, Type = AttributeProto.Types.AttributeType.Int });

    public void Plus(string other) => Add("Add", [other]);

    public void WriteTo(string file, int[] outputShape)
    {
        _graph.Output.Add(Value(Current, outputShape));
        var model = new ModelProto { IrVersion = 8, ProducerName = "Flambeau.Benchmarks", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 13 });
        using var stream = File.Create(file);
        model.WriteTo(stream);
    }

    private void Add(string type, string[] furtherInputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = $"{type}{_graph.Node.Count}" };
        node.Input.AddRange([Current, .. furtherInputs]);
        node.Output.Add(Current = node.Name + ".output");
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
    }

    private string Weight(string layer, string part)
    {
        var numbers = _weights[$"{layer}.{part}"];
        var tensor = new TensorProto
        {
            Name = numbers.Name,
            DataType = FloatType,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(numbers.Values)),
        };
        tensor.Dims.AddRange(numbers.Shape.Select(size => (long)size));
        _graph.Initializer.Add(tensor);
        return numbers.Name;
    }

    private static AttributeProto[] Window(int kernel, int stride, int padding) =>
        [Integers("kernel_shape", kernel, kernel), Integers("strides", stride, stride), Integers("pads", padding, padding, padding, padding)];

    private static AttributeProto Integers(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private static ValueInfoProto Value(string name, int[] shape)
    {
        var type = new TypeProto.Types.Tensor { ElemType = FloatType, Shape = new TensorShapeProto() };
        type.Shape.Dim.AddRange(shape.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = type } };
    }
}
