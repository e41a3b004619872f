using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>Makes and reads tensors of any type that a graph asks for, so that nothing else asks which precision a model has.</summary>
internal static class Tensors
{
    public static bool IsReal(TensorElementType type) => type is TensorElementType.Float or TensorElementType.Float16;

    public static bool IsInteger(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32;

    /// <summary>A tensor of single or half precision; the single-precision one uses <paramref name="data"/> itself.</summary>
    public static OrtValue FromFloats(TensorElementType type, float[] data, params long[] shape)
    {
        if (type == TensorElementType.Float)
            return OrtValue.CreateTensorValueFromMemory(data, shape);
        var value = Allocate(type, shape);
        TensorPrimitives.ConvertToHalf(data, Halves(value));
        return value;
    }

    /// <summary>A tensor of 64 or 32 bits; the one of 64 uses <paramref name="data"/> itself.</summary>
    public static OrtValue FromIntegers(TensorElementType type, long[] data, params long[] shape) => type == TensorElementType.Int64
        ? OrtValue.CreateTensorValueFromMemory(data, shape)
        : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(data, checked(value => (int)value)), shape);

    /// <summary>One switch; as a number it is 1 or 0.</summary>
    public static OrtValue FromSwitch(TensorElementType type, bool on)
    {
        if (type == TensorElementType.Bool)
            return OrtValue.CreateTensorValueFromMemory(new[] { on }, [1]);
        return IsReal(type) ? FromFloats(type, [on ? 1 : 0], 1) : FromIntegers(type, [on ? 1 : 0], 1);
    }

    /// <summary>A tensor in the runtime's own memory; its content is undefined.</summary>
    public static OrtValue Allocate(TensorElementType type, params long[] shape) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

    /// <summary>The same values in another precision: encoder and decoder need not be of one.</summary>
    public static OrtValue Convert(OrtValue source, TensorElementType type)
    {
        var shape = source.GetTensorTypeAndShape().Shape;
        var values = new float[checked((int)shape.Aggregate(1L, (a, b) => a * b))];
        CopyFloats(source, 0, values);
        return FromFloats(type, values, shape);
    }

    /// <summary>Copies single values, from <paramref name="offset"/> elements on.</summary>
    public static void CopyFloats(OrtValue value, long offset, Span<float> destination)
    {
        if (value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float)
            value.GetTensorDataAsSpan<float>().Slice(checked((int)offset), destination.Length).CopyTo(destination);
        else
            TensorPrimitives.ConvertToSingle(Halves(value).Slice(checked((int)offset), destination.Length), destination);
    }

    /// <summary>A new tensor of the named entries of the first dimension, in that order.</summary>
    public static OrtValue Gather(OrtValue source, ReadOnlySpan<int> rows)
    {
        var info = source.GetTensorTypeAndShape();
        var shape = info.Shape;
        var bytes = source.GetTensorMutableRawData();
        var stride = bytes.Length / (int)Math.Max(shape[0], 1);
        shape[0] = rows.Length;
        var result = Allocate(info.ElementDataType, shape);
        var target = result.GetTensorMutableRawData();
        for (var i = 0; i < rows.Length; i++)
            bytes.Slice(rows[i] * stride, stride).CopyTo(target[(i * stride)..]);
        return result;
    }

    private static Span<Half> Halves(OrtValue value) => MemoryMarshal.Cast<byte, Half>(value.GetTensorMutableRawData());
}
