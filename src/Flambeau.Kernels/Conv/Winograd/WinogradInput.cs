namespace Flambeau.Kernels;

/// <summary>The first phase of Winograd's algorithm: image tiles to planes of factors.</summary>
internal static unsafe class WinogradInput<TTile>
    where TTile : struct, IWinogradTile
{
    /// <summary>Writes [plane][tile][channel] for the tiles of a block, reading the source of a forward pass.</summary>
    public static void Run(ConvPass pass, WinogradTiles tiles, int block, float* source, float* planes)
    {
        (int first, int count) = tiles.Block(block);
        int size = TTile.Inputs, channels = pass.In, row = WinogradLayout.Row(channels);
        nint plane = WinogradLayout.Plane(count, row);
        Workers.For(count, size * size * channels, (from, to) =>
        {
            long square = (long)size * size * channels;
            using Scratch<float> room = Scratch<float>.Rent(TransformStrides.BufferLength + square);
            for (int i = from; i < to; i++)
            {
                (int image, int y, int x) = tiles.Locate(first + i);
                TTile.Input(
                    Strides(pass, source, channels, image, y + pass.Height.Offset, x + pass.Width.Offset, size, room.Pointer) with
                    {
                        Target = planes + (nint)i * row,
                        TargetRow = size * plane,
                        TargetColumn = plane,
                    },
                    channels);
            }
        });
    }

    /// <summary>Some channels of a square of a source image, copied with zeros around it where it crosses the border.</summary>
    public static TransformStrides Strides(
        in ConvPass pass, float* source, int channels, int image, int y, int x, int size, float* room)
    {
        int height = pass.Height.Source, width = pass.Width.Source, pitch = pass.SourceC;
        float* start = source + (nint)image * height * width * pitch;
        if (y >= 0 && x >= 0 && y + size <= height && x + size <= width)
        {
            return new TransformStrides
            {
                Source = start + ((nint)y * width + x) * pitch,
                SourceRow = (nint)width * pitch,
                SourceColumn = pitch,
                Buffer = room,
            };
        }
        float* copy = room + TransformStrides.BufferLength;
        SourceBand.Copy(start, height, width, pitch, channels, y, size, x, size, copy, channels);
        return new TransformStrides
        {
            Source = copy,
            SourceRow = (nint)size * channels,
            SourceColumn = channels,
            Buffer = room,
        };
    }
}
