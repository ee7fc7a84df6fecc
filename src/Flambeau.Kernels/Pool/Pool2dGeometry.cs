namespace Flambeau.Kernels;

/// <summary>The sizes of a 2-D pooling over channels-last images.</summary>
internal readonly record struct Pool2dGeometry(
    int N,
    int C,
    int H,
    int W,
    int KH,
    int KW,
    int StrideH,
    int StrideW,
    int PadH = 0,
    int PadW = 0,
    int DilationH = 1,
    int DilationW = 1,
    bool CeilMode = false)
{
    /// <summary>Output rows.</summary>
    public int OutH => OutputSize(H, KH, StrideH, PadH, DilationH, CeilMode);

    /// <summary>Output columns.</summary>
    public int OutW => OutputSize(W, KW, StrideW, PadW, DilationW, CeilMode);

    /// <summary>Whether the windows are 2 x 2 squares side by side that lie inside the image.</summary>
    public bool IsOfSquares => this is { KH: 2, KW: 2, StrideH: 2, StrideW: 2, PadH: 0, PadW: 0, DilationH: 1, DilationW: 1 }
        && (OutH, OutW) == (H / 2, W / 2);

    /// <summary>Number of windows along one axis; in ceil mode none may start behind the input.</summary>
    public static int OutputSize(int input, int kernel, int stride, int pad, int dilation, bool ceil)
    {
        int free = input + 2 * pad - dilation * (kernel - 1) - 1 + (ceil ? stride - 1 : 0);
        int output = (int)Math.Floor((double)free / stride) + 1;
        return ceil && (output - 1) * stride >= input + pad ? output - 1 : output;
    }
}
