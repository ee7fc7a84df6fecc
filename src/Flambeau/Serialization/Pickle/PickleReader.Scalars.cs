using System.Numerics;

namespace Flambeau.Serialization;

internal partial class PickleReader
{
    private bool ReadNumber(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None:
                Push(null);
                return true;
            case PickleOpcode.NewTrue:
                Push(true);
                return true;
            case PickleOpcode.NewFalse:
                Push(false);
                return true;
            case PickleOpcode.BinInt:
                Push((long)input.ReadInt32());
                return true;
            case PickleOpcode.BinInt1:
                Push((long)input.ReadByte());
                return true;
            case PickleOpcode.BinInt2:
                Push((long)input.ReadUInt16());
                return true;
            case PickleOpcode.Long1:
                Push(ToInteger(input.ReadBytes(input.ReadByte())));
                return true;
            case PickleOpcode.Long4:
                Push(ToInteger(input.ReadBytes(input.ReadInt32())));
                return true;
            case PickleOpcode.BinFloat:
                Push(input.ReadDouble());
                return true;
            default:
                return false;
        }
    }

    private bool ReadText(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.ShortBinUnicode:
                Push(input.ReadText(input.ReadByte()));
                return true;
            case PickleOpcode.ShortBinString:
                Push(input.ReadTextOrBytes(input.ReadByte()));
                return true;
            case PickleOpcode.BinUnicode:
                Push(input.ReadText((uint)input.ReadInt32()));
                return true;
            case PickleOpcode.BinString:
                Push(input.ReadTextOrBytes(input.ReadInt32()));
                return true;
            case PickleOpcode.BinUnicode8:
                Push(input.ReadText(input.ReadInt64()));
                return true;
            case PickleOpcode.ShortBinBytes:
                Push(input.ReadBytes(input.ReadByte()));
                return true;
            case PickleOpcode.BinBytes:
                Push(input.ReadBytes((uint)input.ReadInt32()));
                return true;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8:
                Push(input.ReadBytes(input.ReadInt64()));
                return true;
            default:
                return false;
        }
    }

    private static object? ToInteger(byte[] littleEndian) => PythonValue.Normalise(new BigInteger(littleEndian));
}
