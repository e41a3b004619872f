using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Models;
using Microsoft.ML.OnnxRuntime;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>A sentence model exported to ONNX in the form of all-MiniLM-L6-v2: WordPiece in, a vector out.</summary>
internal sealed class OnnxSentenceEmbedder : ISentenceEmbedder
{
    /// <summary>Texts in one run.</summary>
    private const int RowsInRun = 32;

    private readonly EmbeddingGraph graph;
    private readonly PieceEncoder pieces;
    private readonly EmbedderConfig config;

    private OnnxSentenceEmbedder(EmbeddingGraph graph, PieceEncoder pieces, EmbedderConfig config, int dimension)
    {
        this.graph = graph;
        this.pieces = pieces;
        this.config = config;
        Dimension = dimension;
    }

    public ModelInfo Info => new("embedding", config.Name, config.Version);

    public int Dimension { get; }

    public SimilarityScale Scale => config.Scale;

    /// <param name="folder">The model's folder.</param>
    /// <param name="variant">Ending of the graph's name, <c>quantized</c> for <c>model_quantized.onnx</c>; null for <c>model.onnx</c>.</param>
    /// <param name="sessions">Opens the graph.</param>
    /// <exception cref="ConvoIntelException">The folder does not hold a usable sentence model.</exception>
    public static OnnxSentenceEmbedder Load(string folder, string? variant, OnnxSessionFactory sessions)
    {
        if (!Directory.Exists(folder)) throw EmbedderFaults.Unusable(folder, "the embedding model's folder does not exist");
        var config = EmbedderConfig.Load(folder);
        var pieces = PieceEncoder.Load(folder, config);
        var path = FolderKinds.Graph(folder, variant) ?? throw EmbedderFaults.Unusable(
            folder, variant is null ? FolderKinds.DescribeGraphs(folder) : $"the folder holds no model_{variant}.onnx");
        var graph = EmbeddingGraph.Load(path, sessions);
        try
        {
            // One text says how wide the vectors are, and whether vocabulary and graph fit together, before a call depends on it.
            return new OnnxSentenceEmbedder(graph, pieces, config, graph.Run([pieces.Encode("hello")], pieces.Padding)[0].Length);
        }
        catch (Exception error) when (error is OnnxRuntimeException or ArgumentException)
        {
            graph.Dispose();
            throw EmbedderFaults.Unusable(path, "the model fails on a word (do vocab.txt and the graph belong together?)", error);
        }
    }

    public float[][] Embed(IReadOnlyList<string> texts)
    {
        var rows = texts.Select(pieces.Encode).ToArray();
        var result = new float[rows.Length][];
        // Rows of like length share a run, so that little of it is padding.
        foreach (var run in Enumerable.Range(0, rows.Length).OrderBy(i => rows[i].Length).Chunk(RowsInRun))
        {
            try
            {
                var vectors = graph.Run([.. run.Select(i => rows[i])], pieces.Padding);
                for (var i = 0; i < run.Length; i++) result[run[i]] = vectors[i];
            }
            catch (OnnxRuntimeException error)
            {
                throw EmbedderFaults.Failed(config.Name, error);
            }
        }

        return result;
    }

    public void Dispose() => graph.Dispose();
}
