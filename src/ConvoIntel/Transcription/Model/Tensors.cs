using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Transcription.Model;

/// <summary>Makes and reads tensors of either precision, so that nothing else asks which one a model has.</summary>
internal static class Tensors
{
    /// <summary>A tensor of single or half precision; the single-precision one uses <paramref name="data"/> itself.</summary>
    public static OrtValue FromFloats(TensorElementType type, float[] data, params long[] shape)
    {
        if (type == TensorElementType.Float)
            return OrtValue.CreateTensorValueFromMemory(data, shape);
        var value = Allocate(type, shape);
        TensorPrimitives.ConvertToHalf(data, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(value.GetTensorMutableRawData()));
        return value;
    }

    /// <summary>A tensor in the runtime's own memory; its content is undefined.</summary>
    public static OrtValue Allocate(TensorElementType type, params long[] shape) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, type, shape);

    /// <summary>Copies single values, from <paramref name="offset"/> elements on.</summary>
    public static void CopyFloats(OrtValue value, long offset, Span<float> destination)
    {
        if (value.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float)
        {
            value.GetTensorDataAsSpan<float>().Slice(checked((int)offset), destination.Length).CopyTo(destination);
            return;
        }
        var halves = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(value.GetTensorMutableRawData());
        TensorPrimitives.ConvertToSingle(halves.Slice(checked((int)offset), destination.Length), destination);
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
}
