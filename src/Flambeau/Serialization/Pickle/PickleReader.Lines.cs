using System.Globalization;
using System.Numerics;

namespace Flambeau.Serialization;

internal partial class PickleReader
{
    /// <summary>The opcodes of protocol 0, whose arguments are lines of text.</summary>
    private bool ReadLines(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Int:
                Push(ParseInt(input.ReadLine()));
                return true;
            case PickleOpcode.Long:
                Push(ParseInteger(input.ReadLine().TrimEnd('L')));
                return true;
            case PickleOpcode.Float:
                Push(ParseFloat(input.ReadLine()));
                return true;
            case PickleOpcode.String:
                Push(PickleEscapes.Unquote(input.ReadLine()));
                return true;
            case PickleOpcode.Unicode:
                Push(PickleEscapes.Unescape(input.ReadLine(), unicodeOnly: true));
                return true;
            case PickleOpcode.Get:
                Push(Recall(ParseIndex(input.ReadLine())));
                return true;
            case PickleOpcode.Put:
                Memoize(ParseIndex(input.ReadLine()));
                return true;
            case PickleOpcode.PersistentId:
                Push(host.LoadPersistent(input.ReadLine()));
                return true;
            case PickleOpcode.Instance:
                string module = input.ReadLine();
                object type = host.FindGlobal(module, input.ReadLine());
                Push(Call(type, PopToMark()));
                return true;
            default:
                return false;
        }
    }

    // Python 2 wrote its booleans so.
    private static object? ParseInt(string line) => line switch
    {
        "00" => false,
        "01" => true,
        _ => ParseInteger(line),
    };

    private static object? ParseInteger(string line) =>
        BigInteger.TryParse(line, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? PythonValue.Normalise(number)
            : throw new CheckpointException("the pickle has a line that should be an integer");

    private static uint ParseIndex(string line) =>
        uint.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out uint index)
            ? index
            : throw new CheckpointException("the pickle has a line that should be the number of a memo entry");

    private static double ParseFloat(string line) => line switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ when double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw new CheckpointException("the pickle has a line that should be a float"),
    };
}
