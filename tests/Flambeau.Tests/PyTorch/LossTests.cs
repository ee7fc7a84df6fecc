using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

public class LossTests
{
    private const double Tolerance = 1e-11;

    private static readonly GoldenFile s_file = GoldenFile.Load("losses");
    private static readonly Tensor s_w = s_file.Header.Tensor("w");
    private static readonly Tensor s_p = s_file.Header.Tensor("p");
    private static readonly Tensor s_e = s_file.Header.Tensor("e");

    private static readonly Dictionary<string, Func<Flambeau.NN.Reduction, Module<(Tensor Input, Tensor Target), Tensor>>> s_losses = new()
    {
        ["cross_entropy"] = r => new CrossEntropyLoss(reduction: r),
        ["cross_entropy_weight"] = r => new CrossEntropyLoss(weight: s_w, reduction: r),
        ["cross_entropy_ignore"] = r => new CrossEntropyLoss(reduction: r),
        ["cross_entropy_weight_ignore_smoothing"] =
            r => new CrossEntropyLoss(weight: s_w, ignoreIndex: 1, labelSmoothing: 0.1, reduction: r),
        ["cross_entropy_smoothing"] = r => new CrossEntropyLoss(labelSmoothing: 0.2, reduction: r),
        ["cross_entropy_probabilities"] = r => new CrossEntropyLoss(reduction: r),
        ["cross_entropy_probabilities_weight_smoothing"] =
            r => new CrossEntropyLoss(weight: s_w, labelSmoothing: 0.1, reduction: r),
        ["cross_entropy_image"] = r => new CrossEntropyLoss(reduction: r),
        ["nll"] = r => new NLLLoss(reduction: r),
        ["nll_weight_ignore"] = r => new NLLLoss(weight: s_w, ignoreIndex: 0, reduction: r),
        ["nll_image"] = r => new NLLLoss(weight: s_w, reduction: r),
        ["mse"] = r => new MSELoss(reduction: r),
        ["l1"] = r => new L1Loss(reduction: r),
        ["bce_with_logits"] = r => new BCEWithLogitsLoss(reduction: r),
        ["bce_with_logits_pos_weight"] = r => new BCEWithLogitsLoss(posWeight: s_p, reduction: r),
        ["bce_with_logits_weight"] = r => new BCEWithLogitsLoss(weight: s_e, posWeight: s_p, reduction: r),
        ["cross_entropy_unbatched"] = r => new CrossEntropyLoss(reduction: r),
        ["cross_entropy_image_weight_smoothing"] =
            r => new CrossEntropyLoss(weight: s_w, labelSmoothing: 0.3, reduction: r),
        ["cross_entropy_all_ignored"] = r => new CrossEntropyLoss(reduction: r),
        ["cross_entropy_large_logits"] = r => new CrossEntropyLoss(reduction: r),
        ["bce_with_logits_large_logits"] = r => new BCEWithLogitsLoss(reduction: r),
        ["nll_unbatched"] = r => new NLLLoss(reduction: r),
        ["nll_ignore"] = r => new NLLLoss(reduction: r),
        ["nll_image_ignore"] = r => new NLLLoss(weight: s_w, ignoreIndex: 2, reduction: r),
    };

    public static TheoryData<string> Cases => new(s_file.NamesWith("name"));

    // The mean over no target at all is not a number.
    public static TheoryData<string> DifferentiableCases =>
        new(s_file.NamesWith("name").Where(n => n != "cross_entropy_all_ignored"));

    [Fact]
    public void Every_case_has_a_loss() =>
        Assert.Equal(s_file.Cases.Select(c => Split(c.Name).Loss).Distinct().Order(), s_losses.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch(string name)
    {
        GoldenCase golden = s_file[name];
        Tensor input = golden.Tensor("input").RequireGrad();
        Tensor target = golden.Tensor("target");
        target.RequiresGrad = golden.Child("grads").Has("target");
        Tensor output = Loss(name, input, target);
        TensorAssert.AllClose(golden.Tensor("output"), output, Tolerance, Tolerance, "loss");

        output.Backward(golden.Tensor("grad_output"));
        foreach (var (key, expected) in golden.NamedTensors("grads"))
        {
            Tensor gradient = (key == "input" ? input : target).Grad!;
            TensorAssert.AllClose(expected, gradient, Tolerance, Tolerance, "gradient of " + key);
        }
    }

    [Theory]
    [MemberData(nameof(DifferentiableCases))]
    public void Gradient_agrees_with_differences(string name)
    {
        GoldenCase golden = s_file[name];
        GradCheck.Check(input => Loss(name, input, golden.Tensor("target")), golden.Tensor("input"));
    }

    // PyTorch's NLL cases took the log-softmax of the input.
    private static Tensor Loss(string name, Tensor input, Tensor target)
    {
        bool isNll = name.StartsWith("nll", StringComparison.Ordinal);
        var (loss, reduction) = Split(name);
        return s_losses[loss](reduction).Call((isNll ? input.LogSoftmax(input.Dim > 1 ? 1 : 0) : input, target));
    }

    private static (string Loss, Flambeau.NN.Reduction Reduction) Split(string name)
    {
        int last = name.LastIndexOf('_');
        return Enum.TryParse(name[(last + 1)..], ignoreCase: true, out Flambeau.NN.Reduction reduction)
            ? (name[..last], reduction)
            : (name, Flambeau.NN.Reduction.Mean);
    }
}
