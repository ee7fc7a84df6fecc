namespace Flambeau.Vision;

/// <summary>How far a download is.</summary>
/// <param name="Url">What is downloaded.</param>
/// <param name="Received">The bytes on disk, those of an earlier attempt included.</param>
/// <param name="Total">The bytes of the whole file; null when the server does not say.</param>
public readonly record struct DownloadProgress(Uri Url, long Received, long? Total);
