namespace Flambeau.Serialization;

/// <summary>Gives the place where the next bytes of a record belong.</summary>
/// <param name="length">How many bytes follow now; a shorter place gets the first of them.</param>
internal delegate Span<byte> ByteDestination(int length);

/// <summary>Takes the next bytes of a record.</summary>
/// <param name="bytes">The bytes, valid during the call.</param>
internal delegate void ByteVisitor(ReadOnlySpan<byte> bytes);
