namespace Flambeau;

/// <summary>One walk from outputs to inputs: every node runs once, after all the nodes that feed it gradients.</summary>
internal sealed class BackwardPass
{
    private readonly Dictionary<Node, Tensor?[]> _arrived = [];
    private readonly PriorityQueue<Node, long> _ready = new();
    private readonly GradientTemporaries _temporaries = new();
    private readonly bool _retainGraph;
    private readonly bool _createGraph;
    private readonly GradientCapture? _capture;

    private BackwardPass(bool retainGraph, bool createGraph, GradientCapture? capture)
    {
        _retainGraph = retainGraph;
        _createGraph = createGraph;
        _capture = capture;
    }

    /// <summary>Adds the gradients of <paramref name="root"/> to all leaves.</summary>
    public static void Accumulate(Tensor root, Tensor? gradient, bool retainGraph, bool createGraph)
    {
        var pass = new BackwardPass(retainGraph, createGraph, capture: null);
        pass.Start(root, gradient);
        pass.Walk();
    }

    /// <summary>The gradients of the sum of <paramref name="outputs"/> with respect to what <paramref name="capture"/> names.</summary>
    public static void Capture(
        ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor?> gradients, bool retainGraph, bool createGraph, GradientCapture capture)
    {
        var pass = new BackwardPass(retainGraph, createGraph, capture);
        for (int i = 0; i < outputs.Length; i++)
        {
            pass.Start(outputs[i], gradients.IsEmpty ? null : gradients[i]);
        }

        capture.FindPaths(pass._ready.UnorderedItems.Select(item => item.Element));
        pass.Walk();
    }

    private void Start(Tensor root, Tensor? gradient)
    {
        var edge = root.GradientEdge() ?? throw new InvalidOperationException(
            $"Backward: the tensor must require gradients, but neither it nor anything it was made from does. input has shape {root.Shape}.");
        if (gradient is null && root.Numel != 1)
        {
            throw new InvalidOperationException(
                $"Backward: a gradient can be omitted only for a tensor of one element, but input has shape {root.Shape}.");
        }

        if (gradient is not null && gradient.Shape != root.Shape)
        {
            throw new ArgumentException(
                $"Backward: the gradient must have the tensor's shape, but got {gradient.Shape}. input has shape {root.Shape}.", nameof(gradient));
        }

        using (GradMode.Set(_createGraph))
        {
            Deliver(edge, gradient ?? Tensor.Ones(root.Shape, root.DType), long.MaxValue);
        }
    }

    private void Walk()
    {
        using (GradMode.Set(_createGraph))
        {
            while (_ready.TryDequeue(out var node, out _))
            {
                _arrived.Remove(node, out var gradients);
                RunHooks(node, gradients!);
                _capture?.Take(node, gradients!, _temporaries);
                if (node is AccumulateGrad accumulate)
                {
                    Accumulate(accumulate.Leaf, gradients![0]!);
                }
                else if (_capture?.LeadsOn(node) ?? true)
                {
                    RunNode(node, gradients!);
                }
            }
        }
    }

    private void RunHooks(Node node, Tensor?[] gradients)
    {
        for (int i = 0; i < gradients.Length; i++)
        {
            if (gradients[i] is { } gradient && (node.TryHooks(i) is { } hooks))
            {
                _temporaries.Escape(gradient);
                gradients[i] = hooks.Run(gradient);
            }
        }
    }

    private void RunNode(Node node, Tensor?[] gradients)
    {
        long madeAfter = node.RunsUserCode || _createGraph ? long.MaxValue : Storage.LastId;
        if (node.RunsUserCode)
        {
            ForEach(gradients, _temporaries.Escape);
        }

        node.OwnsGradient = !_createGraph && gradients is [{ } only] && _temporaries.IsExclusive(only);
        var results = _createGraph && !node.IsTwiceDifferentiable ? RunOnce(node, gradients) : node.Run(gradients);
        if (!_retainGraph)
        {
            node.ReleaseSaved();
        }

        for (int i = 0; i < results.Length; i++)
        {
            if (results[i] is { } result && node.Edges[i] is { } edge)
            {
                Deliver(edge, result, madeAfter);
            }
        }

        ForEach(gradients, _temporaries.Remove);
    }

    private static Tensor?[] RunOnce(Node node, Tensor?[] gradients)
    {
        Tensor?[] results;
        using (GradMode.NoGrad())
        {
            results = node.Run(gradients);
        }

        for (int i = 0; i < results.Length; i++)
        {
            results[i] = results[i]?.Detach();
            results[i]?.SetSource(new NotDifferentiable(node, gradients), 0);
        }

        return results;
    }

    private void Deliver(Edge edge, Tensor gradient, long madeAfter)
    {
        if (!_arrived.TryGetValue(edge.Node, out var slots))
        {
            _arrived.Add(edge.Node, slots = new Tensor?[edge.Node.OutputCount]);
            _ready.Enqueue(edge.Node, -edge.Node.Sequence);
        }

        _temporaries.Add(gradient, madeAfter);
        ref var slot = ref slots[edge.OutputIndex];
        slot = slot is null ? gradient : Sum(slot, gradient);
    }

    private Tensor Sum(Tensor sum, Tensor gradient)
    {
        if (!_createGraph && _temporaries.IsExclusive(sum))
        {
            sum.AddInPlace(gradient);
            _temporaries.Remove(gradient);
            return sum;
        }

        long madeAfter = _createGraph ? long.MaxValue : Storage.LastId;
        var total = sum + gradient;
        _temporaries.Add(total, madeAfter);
        _temporaries.Remove(sum);
        _temporaries.Remove(gradient);
        return total;
    }

    private void Accumulate(Tensor leaf, Tensor gradient)
    {
        if (_capture is not null)
        {
            return;
        }

        if (leaf.Grad is { } sum)
        {
            if (_createGraph)
            {
                leaf.Grad = sum + gradient;
            }
            else
            {
                sum.AddInPlace(gradient);
            }
        }
        else if (_createGraph)
        {
            leaf.Grad = gradient;
        }
        else if (_temporaries.IsExclusive(gradient) && gradient.Strides.SequenceEqual(leaf.Strides))
        {
            _temporaries.Escape(gradient);
            leaf.Grad = gradient.Detach();
        }
        else
        {
            leaf.Grad = leaf.NewLike(leaf.DType).CopyFrom(gradient);
        }

        _temporaries.Remove(gradient);
    }

    private static void ForEach(Tensor?[] gradients, Action<Tensor> action)
    {
        foreach (var gradient in gradients)
        {
            if (gradient is not null)
            {
                action(gradient);
            }
        }
    }
}
