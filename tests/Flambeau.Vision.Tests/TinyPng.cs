namespace Flambeau.Vision.Tests;

/// <summary>A PNG file of one pixel, (200, 100, 50).</summary>
internal static class TinyPng
{
    public static byte[] Bytes { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM4kWIEAANWAV/oF4RSAAAAAElFTkSuQmCC");
}
