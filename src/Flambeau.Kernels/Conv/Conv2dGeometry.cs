namespace Flambeau.Kernels;

/// <summary>
/// The sizes of a 2-D convolution: activations [N, H, W, C] in channels-last order, weights [OutC, C / Groups, KH, KW].
/// </summary>
internal readonly record struct Conv2dGeometry(
    int N,
    int C,
    int H,
    int W,
    int OutC,
    int KH,
    int KW,
    int StrideH,
    int StrideW,
    int PadH,
    int PadW,
    int DilationH,
    int DilationW,
    int Groups)
{
    /// <summary>
    /// Height of the output: floor((H + 2 PadH - DilationH (KH - 1) - 1) / StrideH) + 1, never below zero.
    /// </summary>
    public int OutH => Out(H, KH, StrideH, PadH, DilationH);

    /// <summary>Width of the output.</summary>
    public int OutW => Out(W, KW, StrideW, PadW, DilationW);

    /// <summary>Input channels that one output channel sees.</summary>
    public int GroupC => C / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupOutC => OutC / Groups;

    /// <summary>Number of taps of the kernel.</summary>
    public int Taps => KH * KW;

    /// <summary>Elements of the input.</summary>
    public long InputLength => (long)N * H * W * C;

    /// <summary>Elements of the output.</summary>
    public long OutputLength => (long)N * OutH * OutW * OutC;

    /// <summary>Elements of the output's whole 2 x 2 squares, one of each.</summary>
    public long PooledLength => (long)N * (OutH / 2) * (OutW / 2) * OutC;

    /// <summary>Elements of the weight.</summary>
    public long WeightLength => (long)OutC * GroupC * Taps;

    /// <summary>Whether there is nothing to sum: no output, or no input channel or tap.</summary>
    public bool IsEmpty => OutputLength == 0 || WeightLength == 0;

    private static int Out(int size, int kernel, int stride, int pad, int dilation)
    {
        int room = size + 2 * pad - dilation * (kernel - 1) - 1;
        return room < 0 ? 0 : room / stride + 1;
    }
}
