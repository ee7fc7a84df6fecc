namespace Flambeau.NN;

/// <summary>How PyTorch initialises linear and convolutional layers when nobody asks for anything else.</summary>
internal static class DefaultInit
{
    /// <summary>
    /// Weight by <c>kaiming_uniform_(a=sqrt(5))</c>, which is U(-1/sqrt(fanIn), 1/sqrt(fanIn)), then the bias from the same interval.
    /// </summary>
    public static void WeightAndBias(Parameter weight, Parameter? bias)
    {
        // PyTorch says nothing and does nothing for layers without inputs or outputs
        if (weight.Numel == 0)
        {
            if (bias is not null)
            {
                Init.Zeros(bias);
            }

            return;
        }

        Init.KaimingUniform(weight, Math.Sqrt(5));
        if (bias is not null)
        {
            double bound = 1 / Math.Sqrt(Init.CalculateFanInAndFanOut(weight).FanIn);
            Init.Uniform(bias, -bound, bound);
        }
    }
}
