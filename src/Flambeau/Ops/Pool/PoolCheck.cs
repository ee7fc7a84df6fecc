namespace Flambeau.NN;

/// <summary>Checks the arguments of pooling.</summary>
internal static class PoolCheck
{
    /// <summary>Throws unless the input is a batch of images and the windows fit.</summary>
    public static void Windows(string op, Tensor input, Size2 kernel, Size2 stride, Size2 padding, Size2 dilation)
    {
        Check.Floating(op, input);
        Check.Rank(op, input, 4, "[N, C, H, W] or [C, H, W]");
        if (kernel.Height < 1 || kernel.Width < 1 || stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1)
        {
            throw new ArgumentException($"{op}: kernel size, stride and dilation must be positive, but got {kernel}, {stride} and {dilation}.");
        }

        if (padding.Height < 0 || padding.Width < 0 || padding.Height > kernel.Height / 2 || padding.Width > kernel.Width / 2)
        {
            throw new ArgumentException($"{op}: padding must be at most half the kernel size, but got {padding} for {kernel}.");
        }
    }

    /// <summary>Throws when an output would be empty.</summary>
    public static void Output(string op, Tensor input, int height, int width, Size2 kernel)
    {
        if (height < 1 || width < 1)
        {
            throw new ArgumentException($"{op}: windows of {kernel} must fit into the input, but the output would be {height} x {width}. input has shape {input.Shape}.");
        }
    }

    /// <summary>An uninitialised channels-last tensor with the batch and channels of the input.</summary>
    public static Tensor NewOutput(Tensor input, int height, int width, DType dtype)
    {
        Shape shape = [input.Shape[0], input.Shape[1], height, width];
        return Tensor.NewStrided(shape, Layout.ChannelsLastStrides(shape), dtype);
    }
}
