using System.Runtime.CompilerServices;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>
/// A 2-D convolution that waits for what is done to its result: a normalisation by given statistics, a sum, a ReLU are then
/// applied as its sums are stored, as is a pooling of squares, and the results in between are never made.
/// </summary>
internal sealed class DeferredConvolution : DeferredWork
{
    // weights whose results were asked for besides those of a pooling: for them the pooling does not join again, because
    // to compute both takes twice the time
    private static readonly ConditionalWeakTable<Storage, object?> s_wholeWanted = [];

    private readonly Shape _shape;
    private readonly int[] _strides;
    private readonly DType _dtype;
    private readonly Storage _target;

    // null once the result is there
    private volatile ConvolutionPlanned? _planned;

    // what this one is the pooling of, and for that one whether the pooling was computed
    private DeferredConvolution? _whole;
    private volatile bool _wasPooled;

    private DeferredConvolution(ConvolutionPlanned planned)
    {
        _planned = planned;
        _shape = planned.OutputShape;
        _strides = Layout.ChannelsLastStrides(_shape);
        _dtype = planned.Input.DType;
        _target = Storage.FilledBy(this, Check.Numel(_shape) * _dtype.ItemSize);
    }

    /// <summary>A tensor that the convolution will fill, or null where it must be computed now.</summary>
    public static Tensor? Create(ConvolutionPlanned planned)
    {
        // a span that somebody holds can be written to without anybody knowing
        if (planned.Geometry.IsEmpty || planned.Reads().Any(tensor => tensor.Storage.IsExposed))
        {
            return null;
        }

        var work = new DeferredConvolution(planned.Detached());
        var reader = new WeakReference<DeferredWork>(work);
        foreach (var tensor in planned.Reads())
        {
            Register(reader, tensor.Storage);
        }

        return Tensor.OverStorage(work._target, work._shape, work._strides, 0, work._dtype);
    }

    /// <summary>Whether the tensor is a convolution that still waits.</summary>
    public static bool Waits(Tensor tensor) => Of(tensor) is not null;

    /// <summary>activation(input), where the input is a convolution that still waits; else null.</summary>
    public static Tensor? Activate(Tensor input, Activation activation) =>
        activation != Activation.None && Of(input)?._planned is { Activation: Activation.None } planned
            ? Create(planned with { Activation = activation })
            : null;

    /// <summary>input = activation(input), where the input is a convolution that still waits.</summary>
    /// <returns>Whether it was.</returns>
    public static bool ActivateInPlace(Tensor input, Activation activation) =>
        activation != Activation.None && Of(input) is { } work
        && work.TryChange(planned => planned.Activation == Activation.None ? planned with { Activation = activation } : null);

    /// <summary>
    /// input scale + shift per channel, where the input is a convolution that nothing was done to yet; else null. The factors
    /// are made from the convolution's bias, or null.
    /// </summary>
    public static Tensor? ScaleAndShift(Tensor input, Func<Tensor?, (Tensor Scale, Tensor Shift)> factors)
    {
        if (Of(input)?._planned is not { Scale: null, Residual: null, Activation: Activation.None, Pools: false } planned)
        {
            return null;
        }

        var (scale, shift) = factors(planned.Shift);
        return Create(planned with { Scale = scale, Shift = shift });
    }

    /// <summary>left + right, where one is a convolution that still waits and the other fits; else null.</summary>
    public static Tensor? Add(Tensor left, Tensor right) => AddTo(left, right) ?? AddTo(right, left);

    /// <summary>input += residual, where the input is a convolution that still waits and the residual fits.</summary>
    /// <returns>Whether it was.</returns>
    public static bool AddInPlace(Tensor input, Tensor residual)
    {
        if (Of(input) is not { } work || ReferenceEquals(input.Storage, residual.Storage) || residual.Storage.IsExposed)
        {
            return false;
        }

        Register(new WeakReference<DeferredWork>(work), residual.Storage);
        return work.TryChange(planned => work.CanAdd(planned, residual) ? planned with { Residual = residual.Detach() } : null);
    }

    /// <summary>The largest of each 2 x 2 square of the input, where it is a convolution that still waits; else null.</summary>
    public static Tensor? Pool(Tensor input)
    {
        if (Of(input) is not { _planned: { Residual: null, Pools: false, Geometry.Groups: 1 } planned } work
            || s_wholeWanted.TryGetValue(planned.Weight.Storage, out _)
            || Create(planned with { Pools = true }) is not { } output)
        {
            return null;
        }

        Of(output)!._whole = work;
        return output;
    }

    protected override void Compute()
    {
        NoteWhatIsWanted(_planned!);
        var block = Block.Rent(_target.ByteCount);
        if (_dtype == DType.Float64)
        {
            _planned!.Run(block.AsSpan<double>(0, (int)_shape.Numel));
        }
        else
        {
            _planned!.Run(block.AsSpan<float>(0, (int)_shape.Numel));
        }

        _target.Fill(block);
        _planned = null;
    }

    protected override void Exchange(Storage changing, Lazy<Storage> same) => _planned = _planned!.Exchange(changing, same);

    protected override void Abandon()
    {
        _target.Fill(Block.Returned);
        _planned = null;
    }

    private static Tensor? AddTo(Tensor input, Tensor residual) =>
        Of(input) is { _planned: { } planned } work && work.CanAdd(planned, residual) ? Create(planned with { Residual = residual }) : null;

    // what is read is there at once: nothing waits for what waits itself
    private static void Register(WeakReference<DeferredWork> reader, Storage storage)
    {
        _ = storage.Filled;
        storage.AddReader(reader);
    }

    /// <summary>The waiting convolution whose whole result the tensor is, or null.</summary>
    private static DeferredConvolution? Of(Tensor tensor) =>
        tensor.Storage.Writer is DeferredConvolution work && tensor.StorageOffset == 0 && work.Fits(tensor) ? work : null;

    private bool Fits(Tensor tensor) => tensor.Shape == _shape && tensor.DType == _dtype && tensor.Strides.SequenceEqual(_strides);

    private bool CanAdd(ConvolutionPlanned planned, Tensor residual) =>
        planned is { Activation: Activation.None, Residual: null, Pools: false } && Fits(residual);

    private void NoteWhatIsWanted(ConvolutionPlanned planned)
    {
        if (_wasPooled || _whole is { IsDone: true })
        {
            s_wholeWanted.TryAdd(planned.Weight.Storage, null);
        }

        if (_whole is { } whole)
        {
            whole._wasPooled = true;
            _whole = null;
        }
    }

    private bool TryChange(Func<ConvolutionPlanned, ConvolutionPlanned?> change)
    {
        bool changed = false;
        IfWaiting(() =>
        {
            var planned = change(_planned!);
            changed = planned is not null;
            _planned = planned ?? _planned;
        });
        return changed;
    }
}
