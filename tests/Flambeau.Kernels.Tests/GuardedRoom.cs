using System.Numerics;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels.Tests;

/// <summary>The buffers of one run of a kernel: plain arrays, or between pages that nobody may touch.</summary>
internal sealed class GuardedRoom : IDisposable
{
    private readonly Place _place;
    private readonly Inputs _inputs;
    private readonly List<IDisposable> _buffers = [];
    private readonly List<Func<byte[]>> _contents = [];

    private GuardedRoom(Place place, Inputs inputs) => (_place, _inputs) = (place, inputs);

    private enum Place
    {
        Array,
        BeforeGuard,
        AfterGuard,
    }

    /// <summary>
    /// Runs a kernel on plain arrays, on buffers that end at a guard page, and on buffers that start after one, and
    /// asserts that all buffers hold the same bits afterwards.
    /// </summary>
    public static void AssertSame(Action<GuardedRoom> kernel)
    {
        var inputs = new Inputs();
        byte[][] expected = Results(kernel, inputs);
        Assert.NotEmpty(expected);
        foreach (Place place in (Place[])[Place.BeforeGuard, Place.AfterGuard])
        {
            byte[][] actual = Run(place, kernel, inputs);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.True(expected[i].AsSpan().SequenceEqual(actual[i]), $"buffer {i} differs, {place}");
            }
        }
    }

    /// <summary>What all buffers of a kernel hold after it has run on plain arrays.</summary>
    public static byte[][] Results(Action<GuardedRoom> kernel, Inputs inputs) => Run(Place.Array, kernel, inputs);

    /// <summary>A buffer with the given content.</summary>
    public Span<T> Take<T>(T[] content)
        where T : unmanaged
    {
        if (_place == Place.Array)
        {
            T[] copy = [.. content];
            _contents.Add(() => MemoryMarshal.AsBytes<T>(copy).ToArray());
            return copy;
        }

        var buffer = new GuardedBuffer<T>(content.Length, _place == Place.AfterGuard);
        content.CopyTo(buffer.Span);
        _buffers.Add(buffer);
        _contents.Add(() => MemoryMarshal.AsBytes(buffer.Span).ToArray());
        return buffer.Span;
    }

    /// <summary>A buffer of random numbers up to 2.</summary>
    public Span<T> Random<T>(int length, double from = -2)
        where T : unmanaged, INumber<T> =>
        Take(_inputs.Get(_contents.Count, () => Near.Random<T>(length + _contents.Count, length, from)));

    /// <summary>A buffer for results, full of NaN.</summary>
    public Span<T> Out<T>(int length)
        where T : unmanaged, IFloatingPointIeee754<T> => Take(_inputs.Get(_contents.Count, () => Enumerable.Repeat(T.NaN, length).ToArray()));

    public void Dispose() => _buffers.ForEach(buffer => buffer.Dispose());

    private static byte[][] Run(Place place, Action<GuardedRoom> kernel, Inputs inputs)
    {
        using var room = new GuardedRoom(place, inputs);
        kernel(room);
        return [.. room._contents.Select(content => content())];
    }

    /// <summary>What the buffers of a kernel hold before it runs: made by its first run, which takes longer than the kernel itself.</summary>
    internal sealed class Inputs
    {
        private readonly Dictionary<int, Array> _made = [];

        public T[] Get<T>(int buffer, Func<T[]> make)
        {
            if (!_made.TryGetValue(buffer, out Array? content))
            {
                _made.Add(buffer, content = make());
            }

            return (T[])content;
        }
    }
}
