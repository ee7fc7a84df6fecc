namespace Flambeau;

/// <summary>Arithmetic on shapes and strides.</summary>
internal static class Layout
{
    /// <summary>The strides of row-major memory without gaps.</summary>
    public static int[] ContiguousStrides(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        int step = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = step;

            // only an empty tensor's can go beyond
            step = (int)Math.Min((long)step * Math.Max(1, shape[d]), int.MaxValue);
        }

        return strides;
    }

    /// <summary>The strides of [N, C, *] kept in memory as [N, *, C].</summary>
    public static int[] ChannelsLastStrides(ReadOnlySpan<int> shape)
    {
        int[] strides = new int[shape.Length];
        strides[1] = 1;
        int step = Math.Max(1, shape[1]);
        for (int d = shape.Length - 1; d >= 2; d--)
        {
            strides[d] = step;
            step *= Math.Max(1, shape[d]);
        }

        strides[0] = step;
        return strides;
    }

    /// <summary>True for row-major memory without gaps; strides of dimensions of size 1 do not matter.</summary>
    public static bool IsContiguous(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        int expected = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            if (shape[d] == 0)
            {
                return true;
            }

            if (shape[d] != 1 && strides[d] != expected)
            {
                return false;
            }

            expected *= shape[d];
        }

        return true;
    }

    /// <summary>True for [N, C, H, W] kept as [N, H, W, C] without gaps.</summary>
    public static bool IsChannelsLast(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        if (shape.Length != 4)
        {
            return false;
        }

        ReadOnlySpan<int> order = [shape[0], shape[2], shape[3], shape[1]];
        ReadOnlySpan<int> ordered = [strides[0], strides[2], strides[3], strides[1]];
        return IsContiguous(order, ordered);
    }

    /// <summary>Strides without gaps whose dimensions lie in memory in the order of <paramref name="strides"/>.</summary>
    public static int[] DenseStridesLike(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        if (IsContiguous(shape, strides))
        {
            return ContiguousStrides(shape);
        }

        int[] order = OuterToInner(shape, strides);
        int[] dense = new int[shape.Length];
        int step = 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            dense[order[i]] = step;
            step *= Math.Max(1, shape[order[i]]);
        }

        return dense;
    }

    /// <summary>The number of elements from the first to the last that the strides reach; 0 for an empty tensor.</summary>
    public static int Reach(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        long last = 0;
        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] == 0)
            {
                return 0;
            }

            last += (long)(shape[d] - 1) * strides[d];
        }

        return checked((int)(last + 1));
    }

    /// <summary>True when two elements may share one location: strides that do not nest.</summary>
    public static bool Overlaps(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        if (shape.Contains(0))
        {
            return false;
        }

        int[] order = OuterToInner(shape, strides);
        long reached = 0;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            int size = shape[order[i]];
            if (size > 1 && strides[order[i]] <= reached)
            {
                return true;
            }

            reached += (long)Math.Max(0, size - 1) * strides[order[i]];
        }

        return false;
    }

    /// <summary>Throws when a view would reach outside its storage.</summary>
    public static void CheckBounds(Storage storage, Shape shape, int[] strides, int offset, DType dtype)
    {
        long available = storage.ByteCount / dtype.ItemSize;
        if (offset < 0 || Array.Exists(strides, s => s < 0) || offset + (long)Reach(shape, strides) > available)
        {
            throw new ArgumentException(
                $"AsStrided: shape {shape}, strides [{string.Join(", ", strides)}] and offset {offset} reach outside a storage of {available} elements.");
        }
    }

    /// <summary>The shape that two shapes broadcast to.</summary>
    /// <exception cref="ArgumentException">Two sizes differ and neither is 1.</exception>
    public static Shape Broadcast(string op, Shape a, Shape b)
    {
        if (a == b)
        {
            return a;
        }

        int[] result = new int[Math.Max(a.Count, b.Count)];
        for (int i = 1; i <= result.Length; i++)
        {
            int left = i <= a.Count ? a[a.Count - i] : 1;
            int right = i <= b.Count ? b[b.Count - i] : 1;
            if (left != right && left != 1 && right != 1)
            {
                throw new ArgumentException(
                    $"{op}: sizes must be equal or 1 in every dimension, but got {left} and {right} in dimension {result.Length - i}. input has shape {a}, other has shape {b}.");
            }

            result[^i] = left == 1 ? right : left;
        }

        return Shape.Wrap(result);
    }

    /// <summary>The strides with which a tensor is read as if it had the larger shape it broadcasts to.</summary>
    public static int[] BroadcastStrides(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, ReadOnlySpan<int> target)
    {
        int[] result = new int[target.Length];
        int skip = target.Length - shape.Length;
        for (int d = 0; d < shape.Length; d++)
        {
            result[skip + d] = shape[d] == 1 ? 0 : strides[d];
        }

        return result;
    }

    /// <summary>The strides of a view with another shape of as many elements, or null when only a copy can have it.</summary>
    public static int[]? ViewStrides(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, ReadOnlySpan<int> target)
    {
        if (IsContiguous(shape, strides))
        {
            return ContiguousStrides(target);
        }

        // Dimensions of size 1 carry no information; the others fall into chunks, each one even sequence in memory,
        // and every chunk must be covered exactly by a run of target dimensions.
        int[] kept = NonUnitDims(shape);
        int[] result = new int[target.Length];
        int t = target.Length - 1;
        for (int i = kept.Length - 1; i >= 0; i--)
        {
            long chunk = shape[kept[i]];
            long step = strides[kept[i]];
            while (i > 0 && strides[kept[i - 1]] == (long)shape[kept[i]] * strides[kept[i]])
            {
                chunk *= shape[kept[--i]];
            }

            for (; t >= 0 && (chunk > 1 || target[t] == 1) && chunk % target[t] == 0; t--)
            {
                result[t] = (int)step;
                step *= target[t];
                chunk /= target[t];
            }

            if (chunk != 1)
            {
                return null;
            }
        }

        return result;
    }

    private static int[] NonUnitDims(ReadOnlySpan<int> shape)
    {
        var dims = new List<int>(shape.Length);
        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] != 1)
            {
                dims.Add(d);
            }
        }

        return [.. dims];
    }

    // insertion sort by stride; dimensions of size 1 and broadcast ones stay behind the one before them
    private static int[] OuterToInner(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides)
    {
        int[] order = new int[shape.Length];
        for (int d = 0; d < order.Length; d++)
        {
            int at = d;
            if (shape[d] > 1 && strides[d] > 0)
            {
                while (at > 0 && (shape[order[at - 1]] <= 1 || strides[order[at - 1]] < strides[d]))
                {
                    order[at] = order[at - 1];
                    at--;
                }
            }

            order[at] = d;
        }

        return order;
    }
}
