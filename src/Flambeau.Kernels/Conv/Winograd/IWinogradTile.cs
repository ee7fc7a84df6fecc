namespace Flambeau.Kernels;

/// <summary>Winograd's F(m x m, 3 x 3): its sizes and its transforms, each over a number of channels.</summary>
internal interface IWinogradTile
{
    /// <summary>m: output rows and columns of one tile.</summary>
    static abstract int Outputs { get; }

    /// <summary>m + 2: input rows and columns of one tile.</summary>
    static abstract int Inputs { get; }

    /// <summary>Input tile to factors.</summary>
    static abstract void Input(in TransformStrides strides, int channels);

    /// <summary>Sums of products to output tile.</summary>
    static abstract void Output(in TransformStrides strides, int channels);

    /// <summary>3x3 kernel to factors.</summary>
    static abstract void Filter(in TransformStrides strides, int channels);

    /// <summary>Gradient of an output tile to that of the sums.</summary>
    static abstract void OutputGradient(in TransformStrides strides, int channels);

    /// <summary>Gradient of the kernel's factors to that of the kernel.</summary>
    static abstract void FilterGradient(in TransformStrides strides, int channels);
}
