namespace Flambeau;

/// <summary>Collects the gradients of chosen tensors and tells which nodes have to run for them.</summary>
internal sealed class GradientCapture
{
    private readonly Edge[] _targets;
    private readonly Tensor?[] _gradients;
    private readonly HashSet<Node> _leading = [];

    public GradientCapture(ReadOnlySpan<Tensor> inputs)
    {
        _targets = new Edge[inputs.Length];
        _gradients = new Tensor?[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            _targets[i] = inputs[i].GradientEdge() ?? throw new InvalidOperationException(
                $"Autograd.Grad: input {i} must require gradients, but it does not. input has shape {inputs[i].Shape}.");
        }
    }

    /// <summary>The gradients in the order of the inputs; null where no path leads to one.</summary>
    public Tensor?[] Gradients => _gradients;

    /// <summary>Finds the nodes from which a target can be reached, so that no other has to run.</summary>
    public void FindPaths(IEnumerable<Node> roots)
    {
        var reachable = new HashSet<Node>(roots);
        var open = new Stack<Node>(reachable);
        while (open.TryPop(out var node))
        {
            foreach (var edge in node.Edges)
            {
                if (edge is { } next && reachable.Add(next.Node))
                {
                    open.Push(next.Node);
                }
            }
        }

        var targets = _targets.Select(target => target.Node).ToHashSet();

        // inputs of a node were made before it, so in ascending order their answer is known
        foreach (var node in reachable.OrderBy(node => node.Sequence))
        {
            if (node.Edges.Any(edge => edge is { } next && (targets.Contains(next.Node) || _leading.Contains(next.Node))))
            {
                _leading.Add(node);
            }
        }
    }

    /// <summary>True when a target lies behind the node.</summary>
    public bool LeadsOn(Node node) => _leading.Contains(node);

    /// <summary>Keeps the gradients that arrived at a node if they were asked for.</summary>
    public void Take(Node node, Tensor?[] arrived, GradientTemporaries temporaries)
    {
        for (int i = 0; i < _targets.Length; i++)
        {
            if (_targets[i].Node == node && arrived[_targets[i].OutputIndex] is { } gradient)
            {
                temporaries.Escape(gradient);
                _gradients[i] = gradient;
            }
        }
    }
}
