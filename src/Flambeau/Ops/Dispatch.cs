using System.Numerics;

namespace Flambeau;

/// <summary>Work that is the same for every number type; fields hold the tensors.</summary>
internal interface INumericWork
{
    void Run<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;
}

/// <summary>Work for floating-point types.</summary>
internal interface IFloatWork
{
    void Run<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>;
}

/// <summary>Work that only moves elements, so that just their size matters.</summary>
internal interface IMoveWork
{
    void Run<T>()
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Runs generic work for the .NET type that stores an element type: the only place that lists the types.</summary>
internal static class Dispatch
{
    /// <summary>Runs the work for a number type; <c>bool</c> is done as bytes 0 and 1 when <paramref name="allowBool"/>.</summary>
    /// <exception cref="NotSupportedException">The type has no arithmetic.</exception>
    public static void Numeric<TWork>(string op, DType dtype, TWork work, bool allowBool = false)
        where TWork : struct, INumericWork
    {
        switch (dtype)
        {
            case DType.Float32:
                work.Run<float>();
                break;
            case DType.Float64:
                work.Run<double>();
                break;
            case DType.Int64:
                work.Run<long>();
                break;
            case DType.Int32:
                work.Run<int>();
                break;
            case DType.Int16:
                work.Run<short>();
                break;
            case DType.Int8:
                work.Run<sbyte>();
                break;
            case DType.UInt8:
            case DType.Bool when allowBool:
                work.Run<byte>();
                break;
            default:
                throw new NotSupportedException($"{op}: {dtype.TorchName} has no arithmetic; convert with To(...) first.");
        }
    }

    /// <summary>Runs the work for float32 or float64.</summary>
    /// <exception cref="NotSupportedException">The type is neither.</exception>
    public static void Float<TWork>(string op, DType dtype, TWork work)
        where TWork : struct, IFloatWork
    {
        switch (dtype)
        {
            case DType.Float32:
                work.Run<float>();
                break;
            case DType.Float64:
                work.Run<double>();
                break;
            default:
                throw new NotSupportedException($"{op}: input must be float32 or float64, but got {dtype.TorchName}.");
        }
    }

    /// <summary>Runs the work for an integer type of the elements' size.</summary>
    public static void Move<TWork>(DType dtype, TWork work)
        where TWork : struct, IMoveWork
    {
        switch (dtype.ItemSize)
        {
            case 8:
                work.Run<long>();
                break;
            case 4:
                work.Run<int>();
                break;
            case 2:
                work.Run<short>();
                break;
            default:
                work.Run<byte>();
                break;
        }
    }
}
