using System.Numerics;
using System.Numerics.Tensors;

namespace ConvoIntel.Decoding;

/// <summary>
/// Converts one channel to another rate, a block at a time, without delay: output n lies at n ÷ target rate seconds.
/// Allocates nothing after construction.
/// </summary>
internal sealed class Resampler
{
    private readonly PolyphaseFilter _filter;
    private readonly float[] _window;
    private int _held;
    private int _phase;
    private int _skip;
    private long _inputs;
    private long _outputs;

    /// <param name="filter">The filter; channels share one.</param>
    /// <param name="maxInput">Most samples that one call brings.</param>
    public Resampler(PolyphaseFilter filter, int maxInput)
    {
        _filter = filter;
        // Vectors read beyond the last output's inputs.
        _window = new float[filter.Taps + filter.Down + Math.Max(maxInput, filter.Half) + (2 * Vector<float>.Count)];
        // Silence stands before the first sample, so that the first output is centred on it.
        _held = filter.Half - 1;
    }

    /// <summary>Outputs that <see cref="Process"/> returns for the next <paramref name="inputs"/> samples.</summary>
    public int CountFor(int inputs) => (int)(Ready(_inputs + inputs - _filter.Half) - _outputs);

    /// <summary>Outputs that <see cref="Flush"/> returns.</summary>
    public int CountAtEnd => (int)(CeilingDivide(_inputs * _filter.Up, _filter.Down) - _outputs);

    /// <summary>Takes the next samples and writes the outputs they complete.</summary>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        input.CopyTo(_window.AsSpan(_held));
        _held += input.Length;
        _inputs += input.Length;
        return Run(output, CountFor(0));
    }

    /// <summary>Writes the outputs that the last inputs still owe, as if silence followed.</summary>
    public int Flush(Span<float> output)
    {
        var count = CountAtEnd;
        _window.AsSpan(_held, _filter.Half).Clear();
        _held += _filter.Half;
        return Run(output, count);
    }

    // An output at input position i is ready once input i + Half is there.
    private long Ready(long lastCentre) => lastCentre <= 0 ? 0 : Math.Max(0, CeilingDivide(lastCentre * _filter.Up, _filter.Down));

    private int Run(Span<float> output, int count)
    {
        var start = _skip;
        if (_window.AsSpan(0, _held).ContainsAnyExcept(0f))
        {
            if (_filter.Down == 1 && !_filter.Interpolated)
                Raise(output[..count], start);
            else
                RunEach(output[..count], start);
        }
        else
        {
            // Silence stays silence: hours of it cost no arithmetic.
            output[..count].Clear();
        }
        start = Advance(start, count);
        _outputs += count;
        // What no later output needs makes room; at high ratios the next output may begin beyond what is held.
        var used = Math.Min(start, _held);
        _window.AsSpan(used, _held - used).CopyTo(_window);
        _held -= used;
        _skip = start - used;
        return count;
    }

    private void RunEach(Span<float> output, int start)
    {
        var phase = _phase;
        for (var n = 0; n < output.Length; n++)
        {
            output[n] = At(_window.AsSpan(start, _filter.Taps), phase);
            phase += _filter.Down;
            start += phase / _filter.Up;
            phase %= _filter.Up;
        }
    }

    /// <summary>To a multiple of the rate, as from telephone rate: outputs of one phase lie an input apart, and are computed side by side.</summary>
    private void Raise(Span<float> output, int start)
    {
        for (var first = 0; first < Math.Min(_filter.Up, output.Length); first++)
        {
            var place = _phase + first;
            Raise(output, first, start + (place / _filter.Up), _filter.Phase(place % _filter.Up));
        }
    }

    private void Raise(Span<float> output, int first, int start, ReadOnlySpan<float> taps)
    {
        var lanes = Vector<float>.Count;
        var count = (output.Length - first + _filter.Up - 1) / _filter.Up;
        for (var m = 0; m < count; m += 2 * lanes)
        {
            var (low, high) = (Vector<float>.Zero, Vector<float>.Zero);
            ref var inputs = ref _window[start + m];
            for (var k = 0; k < taps.Length; k++)
            {
                var tap = new Vector<float>(taps[k]);
                low = Vector.FusedMultiplyAdd(tap, Vector.LoadUnsafe(ref inputs, (nuint)k), low);
                high = Vector.FusedMultiplyAdd(tap, Vector.LoadUnsafe(ref inputs, (nuint)(k + lanes)), high);
            }

            // Sums that no output wants are left out: the next block makes them anew, from the inputs that were missing here.
            for (var lane = 0; lane < Math.Min(2 * lanes, count - m); lane++)
                output[first + ((m + lane) * _filter.Up)] = lane < lanes ? low[lane] : high[lane - lanes];
        }
    }

    private int Advance(int start, int outputs)
    {
        var phase = _phase + ((long)outputs * _filter.Down);
        _phase = (int)(phase % _filter.Up);
        return start + (int)(phase / _filter.Up);
    }

    private float At(ReadOnlySpan<float> window, int at)
    {
        if (!_filter.Interpolated)
            return TensorPrimitives.Dot(window, _filter.Phase(at));
        var place = (double)at * _filter.Phases / _filter.Up;
        var phase = (int)place;
        var left = TensorPrimitives.Dot(window, _filter.Phase(phase));
        var right = TensorPrimitives.Dot(window, _filter.Phase(phase + 1));
        return left + ((float)(place - phase) * (right - left));
    }

    private static long CeilingDivide(long value, long divisor) => (value + divisor - 1) / divisor;
}
