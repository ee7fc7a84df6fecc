namespace Flambeau.Vision;

/// <summary>Samples of pictures one after the other, each row by row, and their labels.</summary>
internal sealed record LabelledPixels(byte[] Pixels, long[] Labels, (int Height, int Width, int Channels) Size);
