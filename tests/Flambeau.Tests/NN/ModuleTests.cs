using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Tests.NN;

public class ModuleTests
{
    [Fact]
    public void Fields_are_the_registry_in_order_of_declaration_base_class_first()
    {
        var net = new Derived();
        Assert.Equal(
            ["base_scale", "first.weight", "first.bias", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight", "blocks.1.bias", "renamed.weight", "auto_property.weight"],
            net.NamedParameters().Select(entry => entry.Name));
        Assert.Equal(["first", "blocks.0", "blocks.1", "renamed", "auto_property"], net.NamedChildren().Select(entry => entry.Name));
        Assert.Equal(["counter"], net.NamedBuffers().Select(entry => entry.Name));
    }

    [Fact]
    public void A_shared_parameter_is_named_once_and_saved_twice()
    {
        var net = new Tied();
        Assert.Single(net.Parameters());
        Assert.Equal(["a.weight", "b.weight"], net.StateDict().Keys);
        Assert.True(net.StateDict()["a.weight"].SharesMemoryWith(net.StateDict()["b.weight"]));
    }

    [Fact]
    public void Train_and_eval_reach_every_module()
    {
        var net = new Derived();
        net.Eval();
        Assert.All(net.Modules(), module => Assert.False(module.Training));
        net.Train();
        Assert.All(net.Modules(), module => Assert.True(module.Training));
    }

    [Fact]
    public void Replacing_a_submodule_changes_the_names()
    {
        var net = new Derived();
        net.SetSubmodule("first", new Scale(5, bias: false));
        Assert.Equal(new Shape(5), net.GetParameter("first.weight").Shape);
        Assert.DoesNotContain("first.bias", net.StateDict().Keys);
        var error = Assert.Throws<KeyNotFoundException>(() => net.GetSubmodule("head"));
        Assert.Equal("GetSubmodule: Derived has no module 'head'; it has first, blocks.0, blocks.1, renamed, auto_property.", error.Message);
    }

    [Fact]
    public void Loading_is_all_or_nothing()
    {
        var net = new Derived();
        var state = new StateDict(net.StateDict().Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Clone() + 1.0)));
        state["first.weight"] = Tensor.Ones(7);
        state.Remove("first.bias");
        state.Add("old.bias", Tensor.Ones(2));
        float[] before = net.GetParameter("blocks.0.weight").ToArray<float>();
        var error = Assert.Throws<StateDictException>(() => net.LoadStateDict(state));
        Assert.Equal(before, net.GetParameter("blocks.0.weight").ToArray<float>());
        Assert.Equal(["first.bias"], error.Missing);
        Assert.Equal(["old.bias"], error.Unexpected);
        Assert.Equal(
            """
            LoadStateDict: the state dict does not fit Derived; nothing was loaded.
              1 missing: first.bias
              1 unexpected: old.bias
              1 mismatched: first.weight is [7] in the state dict and [2] in the module
              1 likely renames: old.bias -> first.bias
            """,
            error.Message);
        var result = net.LoadStateDict(state, strict: false);
        Assert.Equal(8, result.Loaded.Count);
        Assert.Equal(before.Select(value => value + 1), net.GetParameter("blocks.0.weight").ToArray<float>());
        Assert.Equal([1f, 1f], net.GetParameter("first.weight").ToArray<float>());
    }

    [Fact]
    public void Loading_keeps_the_parameters_identity_and_its_gradient_flag()
    {
        var net = new Scale(2);
        var weight = net.Weight;
        net.LoadStateDict(new StateDict { ["weight"] = Tensor.From([3f, 4f]), ["bias"] = Tensor.Zeros(2) });
        Assert.Same(weight, net.Weight);
        Assert.True(net.Weight.RequiresGrad);
        Assert.Equal([3f, 4f], weight.ToArray<float>());
    }

    [Fact]
    public void An_error_in_forward_names_the_path_of_the_module()
    {
        var error = Assert.Throws<ArgumentException>(() => new Derived().Call(Tensor.Ones(3)));
        Assert.StartsWith("Derived.first (Scale): Mul: sizes must be equal or 1", error.Message, StringComparison.Ordinal);
        Assert.IsType<ArgumentException>(error.InnerException);
        var alone = Assert.Throws<ArgumentException>(() => new Scale(2).Call(Tensor.Ones(3)));
        Assert.StartsWith("Scale: Mul: ", alone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hooks_see_and_replace_inputs_and_outputs()
    {
        var net = new Scale(2);
        using (GradMode.NoGrad())
        {
            using (net.RegisterForwardPreHook((_, x) => x * 10.0))
            using (net.RegisterForwardHook((_, _, y) => y + 1.0))
            {
                Assert.Equal([11f, 11f], net.Call(Tensor.Ones(2)).ToArray<float>());
            }

            Assert.Equal([1f, 1f], net.Call(Tensor.Ones(2)).ToArray<float>());
        }
    }

    [Fact]
    public void Converting_keeps_the_parameter_objects()
    {
        var net = new Derived();
        var weight = net.GetParameter("first.weight");
        net.Double();
        Assert.Equal(DType.Float64, weight.DType);
        Assert.Equal(DType.Int64, net.GetBuffer("counter").DType);
        Assert.True(weight.RequiresGrad);
        Assert.Throws<ArgumentException>(() => net.To(DType.Int32));
    }

    [Fact]
    public void Freezing_and_forgetting_gradients()
    {
        var net = new Scale(2);
        net.Call(Tensor.Ones(2)).Sum().Backward();
        Assert.Equal([1f, 1f], net.Weight.Grad!.ToArray<float>());
        net.ZeroGrad();
        Assert.Null(net.Weight.Grad);
        net.RequireGrad(false);
        Assert.All(net.Parameters(), parameter => Assert.False(parameter.RequiresGrad));
    }

    [Fact]
    public void Two_fields_of_one_name_are_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Clash().StateDict());
        Assert.Equal("Clash: the fields _conv and Conv are both registered as 'conv'; name one with [Name(...)].", error.Message);
    }

    private sealed class Scale : Module<Tensor, Tensor>
    {
        public Scale(int size, bool bias = true)
        {
            Weight = new Parameter(Tensor.Ones(size));
            Bias = bias ? new Parameter(Tensor.Zeros(size)) : null;
        }

        public Parameter Weight { get; set; }

        public Parameter? Bias { get; }

        protected override Tensor Forward(Tensor input) => Bias is null ? input * Weight : (input * Weight) + Bias;
    }

    private abstract class Base : Module<Tensor, Tensor>
    {
        private readonly Parameter _baseScale = new(Tensor.Ones(1));

        protected Tensor Scaled(Tensor x) => x * _baseScale;
    }

    private sealed class Derived : Base
    {
        private readonly Scale _first = new(2);
        private readonly Scale[] _blocks = [new(2), new(2)];
        private readonly Flambeau.NN.Buffer _counter = new(Tensor.Zeros([], DType.Int64));
        [NotRegistered]
        private readonly Scale _hidden = new(9);
        [Name("renamed")]
        private readonly Scale _last = new(2, bias: false);

        public Scale AutoProperty { get; } = new(2, bias: false);

        protected override Tensor Forward(Tensor input)
        {
            _ = _counter.Shape;
            _ = _hidden.Training;
            foreach (var block in _blocks)
            {
                input = block.Call(_first.Call(input));
            }

            return _last.Call(Scaled(input));
        }
    }

    private sealed class Tied : Module
    {
        private readonly Scale _a = new(2, bias: false);
        private readonly Scale _b = new(2, bias: false);

        public Tied() => _b.Weight = _a.Weight;
    }

    private sealed class Clash : Module
    {
        private readonly Scale _conv = new(1);

        public Scale Conv { get; } = new(1);

        public Scale Both => _conv;
    }
}
