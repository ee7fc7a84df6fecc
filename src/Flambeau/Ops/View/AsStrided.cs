namespace Flambeau;

/// <content>Views by strides.</content>
public partial class Tensor
{
    /// <summary>A view with any sizes and strides, in elements, within the same storage (<c>Tensor.as_strided</c>).</summary>
    /// <exception cref="ArgumentException">The view would reach outside the storage.</exception>
    public Tensor AsStrided(Shape shape, ReadOnlySpan<int> strides, int? storageOffset = null)
    {
        if (strides.Length != shape.Count)
        {
            throw new ArgumentException($"AsStrided: there must be one stride per dimension, but got {strides.Length} for shape {shape}.", nameof(strides));
        }

        int[] steps = strides.ToArray();
        int offset = storageOffset ?? _offset;
        Layout.CheckBounds(_storage, shape, steps, offset, DType);
        return View(shape, steps, offset, () => new AsStridedBackward(this, shape, steps, offset));
    }

    /// <summary>The gradient is scattered back into the input's geometry; elements seen several times add up.</summary>
    internal sealed class AsStridedBackward : BackwardNode
    {
        private readonly Shape _inputShape;
        private readonly int[] _inputStrides;
        private readonly int _inputOffset;
        private readonly Shape _shape;
        private readonly int[] _strides;
        private readonly int _offset;

        public AsStridedBackward(Tensor input, Shape shape, int[] strides, int offset)
        {
            _inputShape = input.Shape;
            _inputStrides = input._strides;
            _inputOffset = input._offset;
            _shape = shape;
            _strides = strides;
            _offset = offset;
        }

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            // memory that covers both geometries, counted from the lower of the two offsets
            int low = Math.Min(_offset, _inputOffset);
            int size = Math.Max(_offset + Layout.Reach(_shape, _strides), _inputOffset + Layout.Reach(_inputShape, _inputStrides)) - low;
            var memory = Zeros([Math.Max(1, size)], gradOutput.DType);
            if (Layout.Overlaps(_shape, _strides))
            {
                AddElementwise(memory, gradOutput.Contiguous(), low);
            }
            else
            {
                OverStorage(memory.Storage, _shape, _strides, _offset - low, memory.DType).CopyFrom(gradOutput);
            }

            return [OverStorage(memory.Storage, _inputShape, _inputStrides, _inputOffset - low, memory.DType)];
        }

        private void AddElementwise(Tensor memory, Tensor gradOutput, int low)
        {
            if (memory.DType == DType.Float64)
            {
                AddElementwise(memory.Span<double>(), gradOutput.Span<double>(), low);
            }
            else
            {
                AddElementwise(memory.Span<float>(), gradOutput.Span<float>(), low);
            }
        }

        private void AddElementwise<T>(Span<T> memory, ReadOnlySpan<T> gradOutput, int low)
            where T : unmanaged, System.Numerics.INumber<T>
        {
            int[] index = new int[_shape.Count];
            foreach (var value in gradOutput)
            {
                int at = _offset - low;
                for (int d = 0; d < index.Length; d++)
                {
                    at += index[d] * _strides[d];
                }

                memory[at] += value;
                for (int d = index.Length - 1; d >= 0 && ++index[d] == _shape[d]; d--)
                {
                    index[d] = 0;
                }
            }
        }
    }
}
