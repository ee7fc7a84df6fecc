namespace Flambeau.Serialization;

/// <summary>Signatures, sizes and flags of the zip format (PKWARE's APPNOTE.TXT).</summary>
internal static class ZipFormat
{
    public const uint LocalHeader = 0x04034b50;
    public const uint CentralHeader = 0x02014b50;
    public const uint EndOfDirectory = 0x06054b50;
    public const uint Zip64EndOfDirectory = 0x06064b50;
    public const uint Zip64Locator = 0x07064b50;

    public const int LocalHeaderSize = 30;
    public const int CentralHeaderSize = 46;
    public const int EndOfDirectorySize = 22;
    public const int Zip64EndOfDirectorySize = 56;
    public const int Zip64LocatorSize = 20;

    public const ushort Zip64Extra = 1;

    /// <summary>PyTorch's padding field, "FB" in the file.</summary>
    public const ushort PaddingExtra = 0x4246;

    public const ushort MethodStored = 0;
    public const ushort MethodDeflated = 8;

    /// <summary>Names are UTF-8.</summary>
    public const ushort FlagUtf8 = 0x0800;

    /// <summary>Any of: encrypted, strongly encrypted, directory masked.</summary>
    public const ushort FlagsEncrypted = 0x0001 | 0x0040 | 0x2000;

    /// <summary>The value of a 32-bit field whose real value is in the ZIP64 extra field.</summary>
    public const uint InZip64 = uint.MaxValue;
}
