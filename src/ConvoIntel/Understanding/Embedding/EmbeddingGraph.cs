using ConvoIntel.Inference;
using ConvoIntel.Transcription.Model;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>
/// A sentence model's graph. Inputs: <c>input_ids</c>, <c>attention_mask</c> and, where it has one, <c>token_type_ids</c>, [batch, pieces], of 64
/// or 32 bits. Output, single or half precision, the first of these that is there: <c>sentence_embedding</c> [batch, width], else
/// <c>last_hidden_state</c> or <c>token_embeddings</c> [batch, pieces, width].
/// </summary>
internal sealed class EmbeddingGraph : IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";
    private static readonly string[] Outputs = ["sentence_embedding", "last_hidden_state", "token_embeddings"];

    private readonly InferenceSession session;
    private readonly string[] inputs;
    private readonly string output;

    private EmbeddingGraph(InferenceSession session, string[] inputs, string output)
    {
        this.session = session;
        this.inputs = inputs;
        this.output = output;
    }

    /// <exception cref="ConvoIntelException">Not a graph of that kind.</exception>
    public static EmbeddingGraph Load(string path, OnnxSessionFactory sessions)
    {
        var session = sessions.Load(path);
        try
        {
            var names = session.InputMetadata.Keys.ToArray();
            foreach (var needed in new[] { Ids, Mask })
                if (!names.Contains(needed)) throw EmbedderFaults.Unusable(path, $"the model has no input '{needed}' (it has {string.Join(", ", names)})");
            if (names.FirstOrDefault(name => name is not (Ids or Mask or Types)) is { } foreign)
                throw EmbedderFaults.Unusable(path, $"the model wants an input '{foreign}', which sentence models do not have");
            if (Array.Find(names, name => session.InputMetadata[name].ElementDataType is not (TensorElementType.Int64 or TensorElementType.Int32)) is { } odd)
                throw EmbedderFaults.Unusable(path, $"the input '{odd}' holds no whole numbers");
            var output = Array.Find(Outputs, session.OutputMetadata.ContainsKey)
                ?? throw EmbedderFaults.Unusable(path, $"the model has none of the outputs {string.Join(", ", Outputs)} (it has {string.Join(", ", session.OutputMetadata.Keys)})");
            if (session.OutputMetadata[output].ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
                throw EmbedderFaults.Unusable(path, $"the output '{output}' is neither single nor half precision");
            return new EmbeddingGraph(session, names, output);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Unit vectors of texts in pieces.</summary>
    /// <exception cref="OnnxRuntimeException">The model fails.</exception>
    public float[][] Run(IReadOnlyList<int[]> rows, int padding)
    {
        var width = rows.Max(row => row.Length);
        var values = inputs.Select(name => Input(name, rows, width, padding)).ToArray();
        try
        {
            using var options = new RunOptions();
            using var results = session.Run(options, inputs, values, [output]);
            var result = results[0];
            var shape = result.GetTensorTypeAndShape().Shape;
            var numbers = new float[shape.Aggregate(1L, (all, size) => all * size)];
            Tensors.CopyFloats(result, 0, numbers);
            return Pooling.Sentences(numbers, shape, [.. rows.Select(row => row.Length)]);
        }
        finally
        {
            foreach (var value in values) value.Dispose();
        }
    }

    public void Dispose() => session.Dispose();

    private OrtValue Input(string name, IReadOnlyList<int[]> rows, int width, int padding)
    {
        var numbers = new long[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var there = j < rows[i].Length;
                numbers[(i * width) + j] = name switch { Ids => there ? rows[i][j] : padding, Mask => there ? 1 : 0, _ => 0 };
            }
        }

        long[] shape = [rows.Count, width];
        return session.InputMetadata[name].ElementDataType == TensorElementType.Int64
            ? OrtValue.CreateTensorValueFromMemory(numbers, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(numbers, number => (int)number), shape);
    }
}
