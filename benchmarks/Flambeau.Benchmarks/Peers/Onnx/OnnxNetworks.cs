namespace Flambeau.Benchmarks.Peers;

/// <summary>The networks in ONNX's format, from the weights of ours by name.</summary>
internal static class OnnxNetworks
{
    public static void Net(OnnxGraph graph)
    {
        foreach (string layer in (string[])["conv1", "conv2"])
        {
            graph.Conv(layer);
            graph.Relu();
            graph.MaxPool(2, 2);
        }

        graph.Flatten();
        graph.Linear("fc1");
        graph.Relu();
        graph.Linear("fc2");
        graph.Relu();
        graph.Linear("fc3");
    }

    public static void Chapter34(OnnxGraph graph)
    {
        graph.Conv("pre.0", stride: 2, padding: 3);
        graph.BatchNorm("pre.1");
        graph.Relu();
        graph.MaxPool(3, 2, 1);
        for (int layer = 1; layer <= 4; layer++)
        {
            for (int block = 0; graph.Has($"layer{layer}.{block}.left.0.weight"); block++)
            {
                Block(graph, $"layer{layer}.{block}", block == 0 && layer > 1 ? 2 : 1);
            }
        }

        graph.AveragePool(7);
        graph.Flatten();
        graph.Linear("fc");
    }

    private static void Block(OnnxGraph graph, string name, int stride)
    {
        string input = graph.Current;
        graph.Conv(name + ".left.0", stride, padding: 1);
        graph.BatchNorm(name + ".left.1");
        graph.Relu();
        graph.Conv(name + ".left.3", padding: 1);
        graph.BatchNorm(name + ".left.4");
        string left = graph.Current;
        graph.Current = input;
        if (graph.Has(name + ".right.0.weight"))
        {
            graph.Conv(name + ".right.0", stride);
            graph.BatchNorm(name + ".right.1");
        }

        graph.Plus(left);
        graph.Relu();
    }
}
