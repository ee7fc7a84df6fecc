using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The relations between two numbers.</summary>
internal static class Relations
{
    /// <summary>Equality; NaN equals nothing.</summary>
    public readonly struct Equal : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x == y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.Equals(x, y);
    }

    /// <summary>Inequality; NaN differs from everything.</summary>
    public readonly struct NotEqual : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x != y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => ~Vector.Equals(x, y);
    }

    /// <summary>Whether the first is less; NaN never is.</summary>
    public readonly struct Less : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x < y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.LessThan(x, y);
    }

    /// <summary>Whether the first is at most the second; NaN never is.</summary>
    public readonly struct LessOrEqual : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x <= y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.LessThanOrEqual(x, y);
    }

    /// <summary>Whether the first is greater; NaN never is.</summary>
    public readonly struct Greater : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x > y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.GreaterThan(x, y);
    }

    /// <summary>Whether the first is at least the second; NaN never is.</summary>
    public readonly struct GreaterOrEqual : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => x >= y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.GreaterThanOrEqual(x, y);
    }

    /// <summary>Whether the first has the second as its magnitude.</summary>
    public readonly struct MagnitudeEqual : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => T.Abs(x) == y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.Equals(Vector.Abs(x), y);
    }

    /// <summary>Whether the first has a smaller magnitude than the second.</summary>
    public readonly struct MagnitudeLess : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => T.Abs(x) < y;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => Vector.LessThan(Vector.Abs(x), y);
    }

    /// <summary>Whether one of the two is NaN.</summary>
    public readonly struct Unordered : IRelation
    {
        /// <inheritdoc/>
        public static bool Holds<T>(T x, T y)
            where T : unmanaged, INumber<T> => T.IsNaN(x) || T.IsNaN(y);

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<T> Mask<T>(Vector<T> x, Vector<T> y)
            where T : unmanaged, INumber<T> => ~(Vector.Equals(x, x) & Vector.Equals(y, y));
    }
}
