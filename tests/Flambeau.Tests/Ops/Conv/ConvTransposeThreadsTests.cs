using System.Runtime.InteropServices;
using Flambeau.NN;

namespace Flambeau.Tests.Ops;

[Collection(nameof(Alone))]
public class ConvTransposeThreadsTests
{
    [Theory]
    [MemberData(nameof(ConvTransposeTests.Sizes), MemberType = typeof(ConvTransposeTests))]
    public void Outputs_and_gradients_have_the_same_bits_for_every_number_of_threads(
        int inputs, int outputs, int kernel, int stride, int padding, int outputPadding, int groups, int dilation)
    {
        int before = Threads.Count;
        try
        {
            foreach (var dtype in (DType[])[DType.Float32, DType.Float64])
            {
                Threads.Count = 1;
                byte[] expected = Run(dtype);
                foreach (int count in (int[])[2, 3, 7])
                {
                    Threads.Count = count;
                    Assert.Equal(expected, Run(dtype));
                }
            }
        }
        finally
        {
            Threads.Count = before;
        }

        byte[] Run(DType dtype)
        {
            var generator = new Generator(5);
            var x = Tensor.Randn([3, inputs, 13, 12], dtype, generator: generator).RequireGrad();
            var weight = Tensor.Randn([inputs, outputs / groups, kernel, kernel], dtype, generator: generator).RequireGrad();
            var bias = Tensor.Randn([outputs], dtype, generator: generator).RequireGrad();
            var y = F.ConvTranspose2d(x, weight, bias, stride, padding, outputPadding, groups, dilation);
            y.Backward(Tensor.Randn(y.Shape, dtype, generator: generator));
            return [.. new[] { y, x.Grad!, weight.Grad!, bias.Grad! }.SelectMany(Bytes)];
        }
    }

    private static byte[] Bytes(Tensor tensor) => MemoryMarshal.AsBytes(tensor.Detach().Double().ToArray<double>().AsSpan()).ToArray();
}
