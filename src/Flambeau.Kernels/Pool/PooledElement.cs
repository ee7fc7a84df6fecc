namespace Flambeau.Kernels;

/// <summary>An element of a pooling window: where it lies and which of the window's taps it is.</summary>
/// <param name="Pixel">Seen from a window: the pixel of its image. Seen from a pixel: the window of its image.</param>
/// <param name="Tap">The tap by which one lies in the other.</param>
internal readonly record struct PooledElement(int Pixel, int Tap);
