namespace Flambeau.Kernels;

/// <summary>The windows of an average pooling along one axis, and those that each position lies in.</summary>
internal sealed class PoolAxis
{
    private PoolAxis(int input, int output)
    {
        Input = input;
        Start = new int[output];
        End = new int[output];
        Divisor = new int[output];
        FirstWindow = new int[input];
        LastWindow = new int[input];
    }

    /// <summary>Number of input positions.</summary>
    public int Input { get; }

    /// <summary>Number of windows.</summary>
    public int Output => Start.Length;

    /// <summary>First position of each window that lies in the input.</summary>
    public int[] Start { get; }

    /// <summary>One past the last position of each window that lies in the input.</summary>
    public int[] End { get; }

    /// <summary>The length each window is divided by.</summary>
    public int[] Divisor { get; }

    /// <summary>The first window that each position lies in.</summary>
    public int[] FirstWindow { get; }

    /// <summary>The last window that each position lies in; less than the first when there is none.</summary>
    public int[] LastWindow { get; }

    /// <summary>Sliding windows.</summary>
    public static PoolAxis Sliding(int input, int kernel, int stride, int pad, bool ceil, bool countPadding)
    {
        var axis = new PoolAxis(input, Pool2dGeometry.OutputSize(input, kernel, stride, pad, 1, ceil));
        for (int o = 0; o < axis.Output; o++)
        {
            int start = o * stride - pad;
            int end = Math.Min(start + kernel, input + pad);
            axis.Start[o] = Math.Max(start, 0);
            axis.End[o] = Math.Min(end, input);
            axis.Divisor[o] = countPadding ? end - start : axis.End[o] - axis.Start[o];
        }

        axis.FindWindows();
        return axis;
    }

    /// <summary>Windows that divide the input into equal parts, which overlap where it does not go even.</summary>
    public static PoolAxis Adaptive(int input, int output)
    {
        var axis = new PoolAxis(input, output);
        for (int o = 0; o < output; o++)
        {
            axis.Start[o] = (int)((long)o * input / output);
            axis.End[o] = (int)(((long)(o + 1) * input + output - 1) / output);
            axis.Divisor[o] = axis.End[o] - axis.Start[o];
        }

        axis.FindWindows();
        return axis;
    }

    private void FindWindows()
    {
        Array.Fill(LastWindow, -1);
        for (int o = Output - 1; o >= 0; o--)
        {
            for (int i = Start[o]; i < End[o]; i++)
            {
                FirstWindow[i] = o;
                LastWindow[i] = Math.Max(LastWindow[i], o);
            }
        }
    }
}
