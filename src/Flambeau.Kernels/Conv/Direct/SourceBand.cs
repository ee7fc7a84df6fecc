using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// A rectangle of one group's source pixels with the padding around it filled in, so that sums over taps need not test
/// for borders.
/// </summary>
internal static unsafe class SourceBand
{
    // Pixels 4 KiB apart fall into one set of the first-level cache, which holds 8 of a tile's 14.
    private const int ConflictBytes = 4096;

    /// <summary>
    /// Elements from one pixel of a band to the next: the channels, or some more where pixels would share a cache set.
    /// </summary>
    public static int Pitch<T>(int channels)
        where T : unmanaged =>
        channels * sizeof(T) % ConflictBytes == 0 ? channels + 64 / sizeof(T) : channels;

    /// <summary>
    /// Copies rows firstRow.. and columns firstColumn.. of an image of <paramref name="height"/> x
    /// <paramref name="width"/> pixels; what lies outside is zero.
    /// </summary>
    public static void Copy<T>(
        T* image, int height, int width, int imagePitch, int channels,
        int firstRow, int rows, int firstColumn, int columns, T* band, int pitch)
        where T : unmanaged
    {
        int left = Math.Clamp(-firstColumn, 0, columns), right = Math.Clamp(width - firstColumn, left, columns);
        for (int r = 0; r < rows; r++, band += (long)columns * pitch)
        {
            int row = firstRow + r;
            if ((uint)row >= (uint)height || left == right)
            {
                Clear(band, (long)columns * pitch);
                continue;
            }
            Clear(band, (long)left * pitch);
            T* source = image + ((long)row * width + firstColumn + left) * imagePitch;
            CopyPixels(source, imagePitch, right - left, channels, band + (long)left * pitch, pitch);
            Clear(band + (long)right * pitch, (long)(columns - right) * pitch);
        }
    }

    private static void CopyPixels<T>(T* source, int sourcePitch, int count, int channels, T* target, int pitch)
        where T : unmanaged
    {
        if (sourcePitch == channels && pitch == channels)
        {
            (sourcePitch, pitch, channels, count) = (0, 0, channels * count, 1);
        }
        for (int i = 0; i < count; i++, source += sourcePitch, target += pitch)
        {
            Unsafe.CopyBlockUnaligned(target, source, (uint)(channels * sizeof(T)));
        }
    }

    private static void Clear<T>(T* target, long count)
        where T : unmanaged => new Span<T>(target, (int)count).Clear();
}
