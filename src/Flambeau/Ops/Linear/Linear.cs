using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>The linear layer.</content>
public static partial class F
{
    /// <summary>input @ weight^T + bias (<c>F.linear</c>): [.., in] to [.., out].</summary>
    /// <param name="input">[.., in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out], or null for none.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the types differ.</exception>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        CheckLinear(input, weight, bias);
        int outFeatures = weight.Shape[0];
        var rows = input.Dim == 2 ? input : input.Reshape(MatMulOp.RowCount(input.Shape), weight.Shape[1]);
        bool wanted = Recorder.Wants(rows, weight, bias);
        var packed = wanted ? null : PackedWeight.For(weight, rows.Shape[0]);
        var output = MatMulOp.Multiply(rows.Detach(), weight.Detach().T, bias?.Detach(), packed: packed);
        if (wanted)
        {
            Recorder.Record(output, new LinearBackward(rows, weight), rows, weight, bias);
        }

        return input.Dim == 2 ? output : output.Reshape([.. input.Shape.AsSpan()[..^1], outFeatures]);
    }

    /// <summary>relu(input @ weight^T + bias) without history, for a linear layer followed by a ReLU.</summary>
    internal static Tensor LinearRelu(Tensor input, Tensor weight, Tensor? bias)
    {
        CheckLinear(input, weight, bias);
        var rows = input.Dim == 2 ? input : input.Reshape(MatMulOp.RowCount(input.Shape), weight.Shape[1]);
        var output = MatMulOp.Multiply(rows, weight.T, bias, Activation.ReLU, PackedWeight.For(weight, rows.Shape[0]));
        return input.Dim == 2 ? output : output.Reshape([.. input.Shape.AsSpan()[..^1], weight.Shape[0]]);
    }

    private static void CheckLinear(Tensor input, Tensor weight, Tensor? bias)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        Check.Rank(nameof(Linear), weight, 2, "[out, in]", "weight");
        int inFeatures = weight.Shape[1];
        if (input.Dim == 0 || input.Shape[input.Dim - 1] != inFeatures)
        {
            string found = input.Dim == 0 ? "no dimension" : $"{input.Shape[input.Dim - 1]}";
            throw new ArgumentException(
                $"Linear: expected {inFeatures} input features (weight {weight.Shape}), but input {input.Shape} has {found}.");
        }

        Check.SameDType(nameof(Linear), input, weight, "input", "weight");
        Check.Floating(nameof(Linear), input);
        if (bias is null)
        {
            return;
        }

        Check.SameDType(nameof(Linear), input, bias, "input", "bias");
        if (bias.Dim != 1 || bias.Shape[0] != weight.Shape[0])
        {
            throw new ArgumentException(
                $"Linear: bias must have one element per output feature, but has shape {bias.Shape}. weight has shape {weight.Shape}.");
        }
    }

    // Y = X W^T + b: dX = dY W, dW = dY^T X, db = the sum of dY's rows
    private sealed class LinearBackward : BackwardNode
    {
        private readonly SavedTensor? _input;
        private readonly SavedTensor? _weight;

        public LinearBackward(Tensor input, Tensor weight)
        {
            _input = weight.RequiresGrad ? Save(input) : null;
            _weight = input.RequiresGrad ? Save(weight) : null;
        }

        // PyTorch records a linear layer as addmm
        public override string Name => "AddmmBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
        [
            Needs(0) ? gradOutput.Mm(_weight!.Value) : null,
            Needs(1) ? gradOutput.Transpose(0, 1).Mm(_input!.Value) : null,
            Needs(2) ? gradOutput.Sum(0) : null,
        ];
    }
}
