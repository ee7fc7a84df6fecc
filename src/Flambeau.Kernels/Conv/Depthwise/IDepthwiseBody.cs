namespace Flambeau.Kernels;

/// <summary>Work on all channels of the windows of one row, for <see cref="DepthwiseRow.Walk"/>.</summary>
internal interface IDepthwiseBody
{
    /// <summary>Handles one window.</summary>
    void Run(in DepthwiseWindow window);
}
