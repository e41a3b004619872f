using System.Numerics.Tensors;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Makes sentence vectors of what a graph gives.</summary>
internal static class Pooling
{
    /// <param name="numbers">The graph's output, row by row.</param>
    /// <param name="shape">[batch, width], or [batch, pieces, width].</param>
    /// <param name="lengths">Pieces of each row that are not padding.</param>
    /// <returns>The vector of each row, or the mean over its pieces, brought to length one; zeros stay zeros.</returns>
    public static float[][] Sentences(ReadOnlySpan<float> numbers, ReadOnlySpan<long> shape, ReadOnlySpan<int> lengths)
    {
        var width = (int)shape[^1];
        var pieces = shape.Length == 3 ? (int)shape[1] : 1;
        var result = new float[lengths.Length][];
        for (var row = 0; row < lengths.Length; row++)
        {
            var sum = new float[width];
            var count = shape.Length == 3 ? lengths[row] : 1;
            for (var piece = 0; piece < count; piece++) TensorPrimitives.Add(sum, numbers.Slice(((row * pieces) + piece) * width, width), sum);
            var length = TensorPrimitives.Norm<float>(sum);
            if (length > 0) TensorPrimitives.Divide(sum, length, sum);
            result[row] = sum;
        }

        return result;
    }
}
