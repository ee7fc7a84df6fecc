using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>Initial weights that several of torchvision's models share.</summary>
internal static class ModelInit
{
    /// <summary>
    /// Draws over all modules in registration order: convolutions from He's normal distribution by fan-out with zero
    /// biases, normalisations one and zero and, when asked, linear layers from N(0, 0.01^2) with zero biases.
    /// </summary>
    public static void KaimingFanOut(Module model, bool linear)
    {
        foreach (var module in model.Modules())
        {
            switch (module)
            {
                case Conv2d conv:
                    Init.KaimingNormal(conv.Weight, mode: FanMode.FanOut, nonlinearity: Nonlinearity.ReLU);
                    Zero(conv.Bias);
                    break;
                case BatchNorm2d norm:
                    Init.Ones(norm.Weight!);
                    Zero(norm.Bias);
                    break;
                case Linear layer when linear:
                    Init.Normal(layer.Weight, 0, 0.01);
                    Zero(layer.Bias);
                    break;
            }
        }
    }

    private static void Zero(Parameter? bias)
    {
        if (bias is not null)
        {
            Init.Zeros(bias);
        }
    }
}
