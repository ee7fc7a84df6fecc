using Flambeau.NN;

namespace Flambeau.Optim;

/// <summary>
/// Divides the parameters of a model into groups with their own learning rates and weight decays, by name and by depth.
/// Every parameter that trains lands in exactly one group. What is not set is the optimiser's.
/// </summary>
/// <example>
/// <code>
/// var groups = new ParameterGroupBuilder(model)
///     .Group("fc", lr: 1e-2)
///     .LayerDecay(lr: 1e-3, decay: 0.75)
///     .NoWeightDecay()
///     .Build();
/// var optimizer = new AdamW(groups, weightDecay: 0.05);
/// </code>
/// </example>
public sealed class ParameterGroupBuilder
{
    private readonly Module _model;
    private readonly List<(string Name, Tensor Parameter)> _parameters;
    private readonly List<Rule> _rules = [];
    private readonly List<PathPattern> _withoutDecay = [];
    private bool _separatesVectors;
    private Func<HashSet<Tensor>, List<Rule>>? _rest;

    /// <summary>Begins with no groups.</summary>
    /// <param name="model">Whose parameters are divided.</param>
    public ParameterGroupBuilder(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _parameters = [.. model.NamedParameters(removeDuplicate: false).Select(entry => (entry.Name, (Tensor)entry.Parameter))];
    }

    /// <summary>A group of the parameters that fit a pattern.</summary>
    /// <param name="pattern">Names of parameters or modules.</param>
    /// <param name="lr">Their learning rate; null for the optimiser's.</param>
    /// <param name="weightDecay">Their weight decay; null for the optimiser's.</param>
    /// <exception cref="ArgumentException">The pattern fits nothing.</exception>
    public ParameterGroupBuilder Group(PathPattern pattern, double? lr = null, double? weightDecay = null) => Group([pattern], lr, weightDecay);

    /// <summary>A group of the parameters that fit any of several patterns.</summary>
    /// <param name="patterns">Names of parameters or modules.</param>
    /// <param name="lr">Their learning rate; null for the optimiser's.</param>
    /// <param name="weightDecay">Their weight decay; null for the optimiser's.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing.</exception>
    public ParameterGroupBuilder Group(IReadOnlyList<PathPattern> patterns, double? lr = null, double? weightDecay = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        CheckPatterns(nameof(Group), patterns);
        _rules.Add(new Rule($"'{string.Join(", ", patterns)}'", Fitting(patterns), lr, weightDecay));
        return this;
    }

    /// <summary>A group of everything that no pattern fits.</summary>
    /// <param name="lr">Their learning rate; null for the optimiser's.</param>
    /// <param name="weightDecay">Their weight decay; null for the optimiser's.</param>
    /// <exception cref="InvalidOperationException">There is a rule for the rest already.</exception>
    public ParameterGroupBuilder Rest(double? lr = null, double? weightDecay = null) =>
        SetRest(left => [new Rule("the rest", left, lr, weightDecay)]);

    /// <summary>
    /// Learning rates for everything that no pattern fits, falling geometrically from the output to the input: the rate of
    /// layer i of n is lr decay^(n - 1 - i) (timm's <c>param_groups_layer_decay</c>). Layers that groups took whole do not count.
    /// </summary>
    /// <param name="lr">The learning rate of the last layer.</param>
    /// <param name="decay">The ratio of neighbouring layers, above 0 and at most 1.</param>
    /// <param name="layers">
    /// The layers from input to output; when omitted one per child of the model, lists and sequences standing for their
    /// elements, and a normalisation belonging to the layer before it.
    /// </param>
    /// <exception cref="ArgumentException">A pattern fits nothing, or the ratio is out of range.</exception>
    /// <exception cref="InvalidOperationException">There is a rule for the rest already.</exception>
    public ParameterGroupBuilder LayerDecay(double lr, double decay, params IReadOnlyList<PathPattern> layers)
    {
        if (decay is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(decay), decay, "LayerDecay: the decay must be above 0 and at most 1.");
        }

        return ByDepth(layers, (i, n) => lr * Math.Pow(decay, n - 1 - i));
    }

    /// <summary>
    /// Learning rates for everything that no pattern fits, in geometric steps from the first layer's to the last one's
    /// (fastai's <c>slice(lo, hi)</c>).
    /// </summary>
    /// <param name="first">The learning rate of the layer at the input, above 0.</param>
    /// <param name="last">The learning rate of the layer at the output, above 0.</param>
    /// <param name="layers">The layers from input to output; as for <see cref="LayerDecay"/> when omitted.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing, or a rate is not positive.</exception>
    /// <exception cref="InvalidOperationException">There is a rule for the rest already.</exception>
    public ParameterGroupBuilder LayerRates(double first, double last, params IReadOnlyList<PathPattern> layers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(last);
        return ByDepth(layers, (i, n) => n == 1 ? last : first * Math.Pow(last / first, (double)i / (n - 1)));
    }

    /// <summary>
    /// No weight decay for biases and for everything of at most one dimension, which is what normalisations have (timm's
    /// <c>param_groups_weight_decay</c>).
    /// </summary>
    /// <param name="patterns">Names of further parameters or modules, such as position embeddings.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing.</exception>
    public ParameterGroupBuilder NoWeightDecay(params IReadOnlyList<PathPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        CheckPatterns(nameof(NoWeightDecay), patterns);
        _separatesVectors = true;
        _withoutDecay.AddRange(patterns);
        return this;
    }

    /// <summary>
    /// The groups, for the constructor of an optimiser: those of <see cref="Group(PathPattern, double?, double?)"/> in the
    /// order of the calls, then the rest from input to output. Frozen parameters that no rule takes are left out.
    /// </summary>
    /// <exception cref="InvalidOperationException">A parameter that trains is in no group, or one is in two.</exception>
    public IReadOnlyList<ParameterGroup> Build()
    {
        CheckOverlaps(_rules);
        var taken = new HashSet<Tensor>(_rules.SelectMany(rule => rule.Parameters), ReferenceEqualityComparer.Instance);
        var rest = _rest?.Invoke(new(_parameters.Select(entry => entry.Parameter).Where(parameter => !taken.Contains(parameter)), ReferenceEqualityComparer.Instance)) ?? [];
        CheckOverlaps(rest);
        taken.UnionWith(rest.SelectMany(rule => rule.Parameters));
        var left = _parameters.Where(entry => entry.Parameter.RequiresGrad && !taken.Contains(entry.Parameter)).Select(entry => entry.Name).ToList();
        if (left.Count > 0)
        {
            throw new InvalidOperationException(
                $"ParameterGroupBuilder: {left.Count} parameters of {_model.GetType().Name} train but are in no group: {string.Join(", ", left.Take(8))}{(left.Count > 8 ? ", ..." : "")}; add Rest(), or freeze them.");
        }

        return [.. _rules.Concat(rest).SelectMany(Groups)];
    }

    private ParameterGroupBuilder ByDepth(IReadOnlyList<PathPattern> layers, Func<int, int, double> rate)
    {
        ArgumentNullException.ThrowIfNull(layers);
        CheckPatterns(nameof(LayerDecay), layers);
        return SetRest(left =>
        {
            var parts = layers.Count > 0 ? ModuleLayers.Of(layers, _parameters) : ModuleLayers.Of(_model);
            parts.ForEach(part => part.IntersectWith(left));
            parts.RemoveAll(part => part.Count == 0);
            return [.. parts.Select((part, i) => new Rule($"layer {i}", part, rate(i, parts.Count), null))];
        });
    }

    private ParameterGroupBuilder SetRest(Func<HashSet<Tensor>, List<Rule>> rest)
    {
        _rest = _rest is null ? rest : throw new InvalidOperationException("ParameterGroupBuilder: only one of Rest, LayerDecay and LayerRates can be used.");
        return this;
    }

    // up to two groups: with and without weight decay, each in the order of the model
    private IEnumerable<ParameterGroup> Groups(Rule rule)
    {
        var exempt = Fitting(_withoutDecay);
        if (_separatesVectors)
        {
            exempt.UnionWith(_parameters.Where(entry => entry.Parameter.Dim <= 1 || entry.Name.EndsWith("bias", StringComparison.Ordinal)).Select(entry => entry.Parameter));
        }

        foreach (bool isExempt in new[] { false, true })
        {
            Tensor[] part = [.. Ordered(rule.Parameters).Where(parameter => exempt.Contains(parameter) == isExempt)];
            if (part.Length > 0)
            {
                yield return MakeGroup(part, rule.LearningRate, isExempt ? 0 : rule.WeightDecay);
            }
        }
    }

    private static ParameterGroup MakeGroup(Tensor[] parameters, double? lr, double? weightDecay)
    {
        var group = new ParameterGroup(parameters);
        if (lr is { } rate)
        {
            group.LearningRate = rate;
        }

        if (weightDecay is { } decay)
        {
            group.WeightDecay = decay;
        }

        return group;
    }

    private void CheckOverlaps(IEnumerable<Rule> rules)
    {
        var first = new Dictionary<Tensor, string>(ReferenceEqualityComparer.Instance);
        foreach (var rule in rules)
        {
            foreach (var parameter in Ordered(rule.Parameters).Where(parameter => !first.TryAdd(parameter, rule.Name)))
            {
                string name = _parameters.Find(entry => ReferenceEquals(entry.Parameter, parameter)).Name;
                throw new InvalidOperationException($"ParameterGroupBuilder: {name} is in two groups, {first[parameter]} and {rule.Name}.");
            }
        }
    }

    private void CheckPatterns(string op, IEnumerable<PathPattern> patterns)
    {
        string[] names = [.. _parameters.Select(entry => entry.Name)];
        foreach (var pattern in patterns)
        {
            PatternCheck.ThrowIfUnused(op, pattern, names);
        }
    }

    private HashSet<Tensor> Fitting(IReadOnlyList<PathPattern> patterns) => new(
        _parameters.Where(entry => patterns.Any(pattern => pattern.IsMatch(entry.Name))).Select(entry => entry.Parameter), ReferenceEqualityComparer.Instance);

    private IEnumerable<Tensor> Ordered(HashSet<Tensor> parameters) =>
        _parameters.Select(entry => entry.Parameter).Where(parameters.Contains).Distinct<Tensor>(ReferenceEqualityComparer.Instance);

    private sealed record Rule(string Name, HashSet<Tensor> Parameters, double? LearningRate, double? WeightDecay);
}
