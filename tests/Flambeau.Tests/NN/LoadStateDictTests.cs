using System.Text.RegularExpressions;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;

namespace Flambeau.Tests.NN;

public class LoadStateDictTests
{
    [Fact]
    public void The_report_names_everything_that_happened()
    {
        var net = Network(classes: 3);
        var state = Numbered(Network(classes: 7), 10);
        state.Remove("0.bias");
        state["1.running_mean"] = state["1.running_mean"].Double();
        state.Add("ema.decay", Tensor.FromScalar(0.5));
        var result = net.LoadStateDict(state, new LoadOptions { Strict = false, SkipMismatched = true, Exclude = ["1.num_batches_tracked"] });
        Assert.Equal(
            """
            5 loaded
              1 missing: 0.bias
              1 unexpected: ema.decay
              2 mismatched: 2.weight is [7, 4] in the state dict and [3, 4] in the module, 2.bias is [7] in the state dict and [3] in the module
              1 converted: 1 from float64 to float32
              1 unused: 1.num_batches_tracked
            """,
            result.ToString());
        Assert.Equal(["0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var"], result.Loaded);
        Assert.Equal([new DTypeDifference("1.running_mean", DType.Float64, DType.Float32)], result.Converted);
        Assert.Equal(10f, net.GetParameter("0.weight").ToArray<float>()[0]);
        Assert.Equal(DType.Float32, net.GetBuffer("1.running_mean").DType);
        Assert.Equal(14f, net.GetBuffer("1.running_mean").ToArray<float>()[0]);
        Assert.Equal(0, net.GetBuffer("1.num_batches_tracked").Item());
    }

    [Fact]
    public void A_different_shape_throws_unless_it_may_be_skipped_strict_or_not()
    {
        var net = Network(classes: 3);
        var before = Copy(net);
        var state = Numbered(Network(classes: 7), 10);
        var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(state, new LoadOptions { Strict = false }));
        Assert.Equal(["2.weight", "2.bias"], error.Mismatched.Select(mismatch => mismatch.Key));
        Assert.Empty(error.Result.Loaded);
        AssertSame(before, net);
        var result = net.LoadStateDict(state, new LoadOptions { SkipMismatched = true });
        Assert.Equal(7, result.Loaded.Count);
        Assert.False(result.IsComplete);
    }

    [Theory]
    [InlineData(new int[0], new[] { 1 })]
    [InlineData(new[] { 3 }, new[] { 3, 1 })]
    [InlineData(new[] { 1 }, new[] { 3 })]
    public void A_shape_that_could_be_broadcast_is_a_mismatch(int[] inState, int[] inModule)
    {
        var net = new Holder(Tensor.Zeros(inModule));
        var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(new StateDict { ["value"] = Tensor.Ones(inState) }));
        Assert.Equal([new ShapeMismatch("value", inState, inModule)], error.Mismatched);
        Assert.Equal(0, net.Value.Sum().Item());
    }

    [Fact]
    public void A_prefix_is_suggested_and_can_be_stripped()
    {
        var net = Network(classes: 3);
        var state = new StateDict(Numbered(net, 10).Select(entry => KeyValuePair.Create("module." + entry.Key, entry.Value)));
        var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(state));
        Assert.Equal(
            """
            LoadStateDict: the state dict does not fit Sequential; nothing was loaded.
              8 missing: 0.weight, 0.bias, 1.weight, 1.bias, 1.running_mean, 1.running_var, 2.weight, 2.bias
              9 unexpected: module.0.weight, module.0.bias, module.1.weight, module.1.bias, module.1.running_mean, module.1.running_var, module.1.num_batches_tracked, module.2.weight and 1 more
              8 likely renames: module.0.weight -> 0.weight, module.0.bias -> 0.bias, module.1.weight -> 1.weight, module.1.bias -> 1.bias, module.1.running_mean -> 1.running_mean, module.1.running_var -> 1.running_var, module.2.weight -> 2.weight, module.2.bias -> 2.bias
              hint: set LoadOptions.StripPrefix to "module."
            """,
            error.Message);
        var result = net.LoadStateDict(state, new LoadOptions { StripPrefix = "module." });
        Assert.Equal("9 loaded: all keys matched", result.ToString());
        Assert.Equal(10f, net.GetParameter("0.weight").ToArray<float>()[0]);
    }

    [Fact]
    public void Keys_are_renamed_rule_by_rule()
    {
        var net = Network(classes: 3);
        var state = new StateDict(Numbered(net, 10).Select(entry => KeyValuePair.Create(
            "model.backbone." + entry.Key.Replace("weight", "w", StringComparison.Ordinal), entry.Value)));
        var result = net.LoadStateDict(state, new LoadOptions
        {
            StripPrefix = "model.",
            Renames = [new KeyRename("backbone", ""), new KeyRename(new Regex(@"\.w$"), ".weight")],
        });
        Assert.True(result.IsComplete);
        Assert.Equal(17f, net.GetParameter("2.weight").ToArray<float>()[0]);
        Assert.Equal("head.fc.weight", new KeyRename("classifier.*.weight", "head.*.weight").Apply("classifier.fc.weight"));
        Assert.Equal("b.x.a", new KeyRename("a.*.b", "b.*.a").Apply("a.x.b"));
        Assert.Equal("other.bias", new KeyRename("a", "b").Apply("other.bias"));
        Assert.Throws<ArgumentException>(() => new KeyRename("a", "*"));
        var clash = Assert.Throws<ArgumentException>(() => net.LoadStateDict(
            new StateDict { ["a.x"] = Tensor.Zeros(1), ["b.x"] = Tensor.Zeros(1) }, new LoadOptions { Renames = [new KeyRename("a", "b")] }));
        Assert.StartsWith("LoadStateDict: a.x and b.x would both be named b.x; nothing was loaded.", clash.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_is_included_is_loaded_and_can_be_missing()
    {
        var net = Network(classes: 3);
        var state = Numbered(net, 10);
        state.Remove("2.bias");
        var result = net.LoadStateDict(state, new LoadOptions { Include = ["0", "*.running_*"] });
        Assert.Equal(["0.weight", "0.bias", "1.running_mean", "1.running_var"], result.Loaded);
        Assert.Equal("4 loaded: all chosen keys matched\n  4 unused: 1.weight, 1.bias, 1.num_batches_tracked, 2.weight", result.ToString());
        var error = Assert.Throws<ArgumentException>(() => net.LoadStateDict(state, new LoadOptions { Exclude = ["1.runing_mean"] }));
        Assert.StartsWith("LoadStateDict: the pattern '1.runing_mean' fits nothing; similar: 1.running_mean", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DTypeConversion.ToModule, DType.Float64, true, DType.Float32)]
    [InlineData(DTypeConversion.ToModule, DType.Int64, true, DType.Float32)]
    [InlineData(DTypeConversion.Lossless, DType.Float16, true, DType.Float32)]
    [InlineData(DTypeConversion.Lossless, DType.Float64, false, DType.Float32)]
    [InlineData(DTypeConversion.Refuse, DType.Float16, false, DType.Float32)]
    [InlineData(DTypeConversion.ToStateDict, DType.Float64, true, DType.Float64)]
    public void Types_are_converted_as_asked(DTypeConversion conversion, DType saved, bool fits, DType expected)
    {
        foreach (bool assign in new[] { false, true })
        {
            var net = new Holder(Tensor.Zeros(2));
            var state = new StateDict { ["value"] = Tensor.Ones(2).To(saved) };
            var options = new LoadOptions { Conversion = conversion, Assign = assign };
            if (fits)
            {
                Assert.Equal([new DTypeDifference("value", saved, DType.Float32)], net.LoadStateDict(state, options).Converted);
                Assert.Equal(assign && expected == saved, net.Value.SharesMemoryWith(state["value"]));
            }
            else
            {
                var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(state, options));
                Assert.Equal([new DTypeDifference("value", saved, DType.Float32)], error.Result.Unconverted);
                Assert.Empty(net.LoadStateDict(state, options with { SkipMismatched = true }).Loaded);
            }

            Assert.Equal(expected, net.Value.DType);
            Assert.Equal(fits ? 2 : 0, net.Value.Sum().Item());
        }
    }

    [Fact]
    public void Assigning_shares_memory_and_keeps_the_objects_that_an_optimiser_holds()
    {
        var net = new Holder(Tensor.Zeros(2));
        var (parameter, saved) = (net.Value, Tensor.From([1f, 2f]));
        var optimizer = new SGD(net.Parameters(), lr: 1);
        net.LoadStateDict(new StateDict { ["value"] = saved }, new LoadOptions { Assign = true });
        Assert.Same(parameter, net.Value);
        Assert.True(parameter.RequiresGrad);
        parameter.Sum().Backward();
        optimizer.Step();
        Assert.Equal([0f, 1f], net.Value.ToArray<float>());
        Assert.Equal([0f, 1f], saved.ToArray<float>());
    }

    [Fact]
    public void A_tied_tensor_needs_one_of_its_keys_and_contradictions_are_found()
    {
        var net = new Tied();
        Assert.True(net.LoadStateDict(new StateDict { ["b.value"] = Tensor.Full([2], 3) }).IsComplete);
        Assert.Equal([3f, 3f], net.A.Value.ToArray<float>());
        var state = new StateDict { ["a.value"] = Tensor.Full([2], 4), ["b.value"] = Tensor.Full([2], 5) };
        var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(state));
        Assert.Contains("1 tied with different values: a.value and b.value", error.Message, StringComparison.Ordinal);
        Assert.Equal([3f, 3f], net.A.Value.ToArray<float>());
        Assert.Equal([("a.value", "b.value")], net.LoadStateDict(state, strict: false).TiedConflicts);
        Assert.Equal([5f, 5f], net.A.Value.ToArray<float>());
    }

    [Fact]
    public void A_module_can_be_loaded_from_its_own_memory_under_other_names()
    {
        var net = new Sequential(new Holder(Tensor.From([1f, 2f])), new Holder(Tensor.From([3f, 4f])));
        net.LoadStateDict(net.StateDict(), new LoadOptions
        {
            Renames = [new KeyRename("0", "x"), new KeyRename("1", "0"), new KeyRename("x", "1")],
        });
        Assert.Equal([3f, 4f], net.GetParameter("0.value").ToArray<float>());
        Assert.Equal([1f, 2f], net.GetParameter("1.value").ToArray<float>());
    }

    [Fact]
    public void Memory_that_cannot_be_read_leaves_everything_as_it_was()
    {
        var net = Network(classes: 3);
        var before = Copy(net);
        var state = Numbered(net, 10);
        state["2.bias"].Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => net.LoadStateDict(state));
        Assert.Contains("the memory of 2.bias was disposed; nothing was loaded.", error.Message, StringComparison.Ordinal);
        AssertSame(before, net);
    }

    [Fact]
    public void Likely_renames_are_found_among_thousands_of_keys()
    {
        const int count = 4000;
        Shape shape = [8];
        (string, Shape)[] missing = [.. Enumerable.Range(0, count).Select(i => ($"encoder.layer.{i}.attention.weight", shape))];
        (string, Shape)[] unexpected = [.. Enumerable.Range(0, count).Reverse().Select(i => ($"bert.encoder.layer.{i}.attention.weight", shape))];
        var renames = KeyRenames.Find(unexpected, missing);
        Assert.Equal(count, renames.Count);
        Assert.All(renames, pair => Assert.Equal("bert." + pair.To, pair.From));
        Assert.Equal("bert.", KeyRenames.CommonPrefix(renames));
    }

    [Fact]
    public void Spelling_mistakes_are_likely_renames_but_a_weight_is_no_bias()
    {
        Shape shape = [4];
        Assert.Equal([("fc.wieght", "fc.weight")], KeyRenames.Find([("fc.wieght", shape)], [("fc.bias", shape), ("fc.weight", shape)]));
        Assert.Empty(KeyRenames.Find([("fc.weight", shape)], [("fc.bias", shape)]));
        Assert.Empty(KeyRenames.Find([("a.weight", [4])], [("b.weight", [5])]));
    }

    private static Sequential Network(int classes) => new(new Linear(4, 4), new BatchNorm1d(4), new Linear(4, classes));

    private static StateDict Numbered(Module module, int first) => new(module.StateDict().Index().Select(entry =>
        KeyValuePair.Create(entry.Item.Key, Tensor.Full(entry.Item.Value.Shape, first + entry.Index, entry.Item.Value.DType))));

    private static StateDict Copy(Module module) =>
        new(module.StateDict().Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Clone())));

    private static void AssertSame(StateDict expected, Module module) =>
        Assert.All(module.StateDict(), entry => Assert.True(expected[entry.Key].Equal(entry.Value), entry.Key));

    private sealed class Holder(Tensor value) : Module<Tensor, Tensor>
    {
        public Parameter Value { get; set; } = new(value);

        protected override Tensor Forward(Tensor input) => input * Value;
    }

    private sealed class Tied : Module
    {
        public Tied() => B.Value = A.Value;

        public Holder A { get; } = new(Tensor.Zeros(2));

        public Holder B { get; } = new(Tensor.Zeros(2));
    }
}
