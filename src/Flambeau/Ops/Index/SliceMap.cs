using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>
/// Which element of an input each element of an output is: the geometry that all operators with index tensors share.
/// Reading through it is <see cref="Take"/>, adding back through it is <see cref="Add"/>; each is the other's gradient.
/// </summary>
internal sealed class SliceMap
{
    private readonly Shape _input;
    private readonly Shape _output;
    private readonly int[] _pairs;
    private readonly bool[] _isItem;
    private readonly (int Dim, int[] Values)[] _indices;

    /// <summary>Describes a map.</summary>
    /// <param name="input">The shape of the indexed tensor.</param>
    /// <param name="output">The shape of what is read.</param>
    /// <param name="pairs">For each output dimension the input dimension with the same position, or -1.</param>
    /// <param name="isItem">The output dimensions that are walked index by index; the others make up a slice.</param>
    /// <param name="indices">For input dimensions without partner the position of each item, items in row-major order.</param>
    public SliceMap(Shape input, Shape output, int[] pairs, bool[] isItem, params (int Dim, int[] Values)[] indices)
    {
        _input = input;
        _output = output;
        _pairs = pairs;
        _isItem = isItem;
        _indices = indices;
    }

    /// <summary>Entries <paramref name="values"/> of one dimension, all others whole.</summary>
    public static SliceMap Select(Shape input, int dim, int[] values)
    {
        int[] sizes = input.ToArray();
        sizes[dim] = values.Length;
        return Along(input, Shape.Wrap(sizes), dim, values, d => d == dim);
    }

    /// <summary>One entry of a dimension for every element of an index tensor, all other positions being the element's own.</summary>
    public static SliceMap Gather(Shape input, Shape index, int dim, int[] values) => Along(input, index, dim, values, _ => true);

    /// <summary>The shape of what is read.</summary>
    public Shape OutputShape => _output;

    /// <summary>The elements of the input that the map names, in the output's shape.</summary>
    public Tensor Take(Tensor input)
    {
        var output = Tensor.New(_output, input.DType);
        Move(input, input.Strides, InputStrides(input.Strides), output, output.Strides, output.Strides.ToArray(), disjoint: true);
        return Recorder.Wants(input) ? Recorder.Record(output, new TakeBackward(this), input) : output;
    }

    /// <summary>Zeros of the input's shape, to which every output element is added where it was read.</summary>
    public Tensor Add(Tensor output)
    {
        var sum = Tensor.Zeros(_input, output.DType);
        Put(sum, output, accumulate: true);
        return Recorder.Wants(output) ? Recorder.Record(sum, new AddBackward(this), output) : sum;
    }

    /// <summary>Writes, or adds, every element of <paramref name="source"/> to where the map names; without recording.</summary>
    public void Put(Tensor target, Tensor source, bool accumulate)
    {
        if (accumulate)
        {
            Dispatch.Numeric("IndexAdd", target.DType, new AddWork(this, source, target), allowBool: true);
        }
        else
        {
            Move(source, source.Strides, source.Strides.ToArray(), target, target.Strides, InputStrides(target.Strides), disjoint: false);
        }
    }

    private static SliceMap Along(Shape input, Shape output, int dim, int[] values, Func<int, bool> isItem)
    {
        int[] pairs = [.. Enumerable.Range(0, output.Count).Select(d => d == dim ? -1 : d)];
        return new SliceMap(input, output, pairs, [.. Enumerable.Range(0, output.Count).Select(isItem)], (dim, values));
    }

    private void Move(
        Tensor from, ReadOnlySpan<int> fromStrides, int[] fromSteps, Tensor to, ReadOnlySpan<int> toStrides, int[] toSteps, bool disjoint)
    {
        // of the two only the indexed tensor's positions depend on the indices
        int[] read = Offsets(fromSteps, disjoint ? fromStrides : default);
        int[] written = Offsets(toSteps, disjoint ? default : toStrides);
        Dispatch.Move(to.DType, new MoveWork(Slice(_output), from, read, Slice(fromSteps), to, written, Slice(toSteps), disjoint));
    }

    private int[] InputStrides(ReadOnlySpan<int> strides)
    {
        int[] steps = new int[_pairs.Length];
        for (int d = 0; d < steps.Length; d++)
        {
            steps[d] = _pairs[d] < 0 ? 0 : strides[_pairs[d]];
        }

        return steps;
    }

    private int[] Slice(ReadOnlySpan<int> perOutputDim)
    {
        var kept = new List<int>();
        for (int d = 0; d < _isItem.Length; d++)
        {
            if (!_isItem[d])
            {
                kept.Add(perOutputDim[d]);
            }
        }

        return [.. kept];
    }

    // for each item, in row-major order, the place of its first element
    private int[] Offsets(int[] steps, ReadOnlySpan<int> indexedStrides)
    {
        int[] dims = [.. Enumerable.Range(0, _isItem.Length).Where(d => _isItem[d])];
        int count = 1;
        foreach (int d in dims)
        {
            count *= _output[d];
        }

        int[] offsets = new int[count];
        int[] at = new int[dims.Length];
        int offset = 0;
        for (int item = 0; item < count; item++)
        {
            offsets[item] = offset;
            for (int i = dims.Length - 1; i >= 0; i--)
            {
                offset += steps[dims[i]];
                if (++at[i] < _output[dims[i]])
                {
                    break;
                }

                offset -= at[i] * steps[dims[i]];
                at[i] = 0;
            }
        }

        if (!indexedStrides.IsEmpty)
        {
            AddIndices(offsets, indexedStrides);
        }

        return offsets;
    }

    // items that differ in a dimension outside the indexed ones lie apart, unless the target's elements share memory
    private SliceOrder? Order(Tensor target)
    {
        if (Layout.Overlaps(target.Shape, target.Strides))
        {
            return null;
        }

        int[] dims = [.. Enumerable.Range(0, _isItem.Length).Where(d => _isItem[d])];
        int first = Array.FindIndex(dims, d => _pairs[d] < 0), last = Array.FindLastIndex(dims, d => _pairs[d] < 0);
        return first < 0 ? null : new SliceOrder(
            dims[..first].Aggregate(1, (count, d) => count * _output[d]), dims[(last + 1)..].Aggregate(1, (count, d) => count * _output[d]));
    }

    private void AddIndices(int[] offsets, ReadOnlySpan<int> strides)
    {
        foreach (var (dim, values) in _indices)
        {
            int stride = strides[dim];
            for (int item = 0; item < offsets.Length; item++)
            {
                offsets[item] += values[item] * stride;
            }
        }
    }

    private readonly struct MoveWork(
        int[] sizes, Tensor from, int[] read, int[] fromStrides, Tensor to, int[] written, int[] toStrides, bool disjoint) : IMoveWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryInteger<T> =>
            Slices.Copy(sizes, read, from.Reach<T>(), fromStrides, written, disjoint, to.Reach<T>(), toStrides);
    }

    private readonly struct AddWork(SliceMap map, Tensor source, Tensor target) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int[] sourceSteps = source.Strides.ToArray();
            int[] targetSteps = map.InputStrides(target.Strides);
            Slices.Add(
                map.Slice(map._output), map.Offsets(sourceSteps, default), source.Reach<T>(), map.Slice(sourceSteps),
                map.Offsets(targetSteps, target.Strides), target.Reach<T>(), map.Slice(targetSteps), map.Order(target));
        }
    }

    private sealed class TakeBackward(SliceMap map) : BackwardNode
    {
        public override string Name => "IndexBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [map.Add(gradOutput)];
    }

    private sealed class AddBackward(SliceMap map) : BackwardNode
    {
        public override string Name => "IndexAddBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [map.Take(gradOutput)];
    }
}
