using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Flambeau.Vision;

/// <summary>What the address of a weights file says of it (the naming of <c>torch.hub</c>).</summary>
internal static partial class RemoteFile
{
    /// <summary>The last part of an address, safe as a file name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static string NameOf(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        string name = Uri.UnescapeDataString(url.AbsolutePath[(url.AbsolutePath.LastIndexOf('/') + 1)..]);
        return name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\:\0") < 0
            ? name
            : throw new ArgumentException($"WeightsCache: the address must end in a file name, but is {url}.", nameof(url));
    }

    /// <summary>The hexadecimal digits between the last dash and the extension; null when there are fewer than 8.</summary>
    public static string? HashPrefixOf(string fileName) =>
        HashPrefix().Match(fileName) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>A file's SHA-256 in hexadecimal digits.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false));
        }
    }

    [GeneratedRegex(@"-([0-9a-f]{8,64})\.[^-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex HashPrefix();
}
