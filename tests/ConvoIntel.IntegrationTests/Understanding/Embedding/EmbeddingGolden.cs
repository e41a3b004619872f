using System.Text.Json;
using ConvoIntel.Inference;
using ConvoIntel.IntegrationTests.Support;
using ConvoIntel.Understanding.Embedding;

namespace ConvoIntel.IntegrationTests.Understanding.Embedding;

/// <summary>Models and what Python has from them, both written by <c>models/training/embedding/golden.py</c>.</summary>
internal static class EmbeddingGolden
{
    private static readonly string Here = Path.Combine(Repository.Root, "tests", "ConvoIntel.IntegrationTests", "Understanding", "Embedding");

    /// <summary>A small BERT with random weights, in three exports of one network.</summary>
    public static string Bert { get; } = Path.Combine(Here, "Golden");

    public static string Starter { get; } = Path.Combine(Repository.Models, "embedding-starter");

    public static GoldenText[] BertTexts() => Read(Path.Combine(Bert, "expected.json"));

    public static GoldenText[] StarterTexts() => Read(Path.Combine(Here, "starter-golden.json"));

    public static OnnxSentenceEmbedder Load(string folder, string? variant = null) => OnnxSentenceEmbedder.Load(folder, variant, new OnnxSessionFactory(1));

    public static PieceEncoder Pieces(string folder) => PieceEncoder.Load(folder, EmbedderConfig.Load(folder));

    public static double Cosine(float[] a, float[] b) => a.Zip(b, (x, y) => (double)x * y).Sum();

    private static GoldenText[] Read(string path) => JsonSerializer.Deserialize<GoldenText[]>(File.ReadAllBytes(path), JsonSerializerOptions.Web)!;
}

/// <param name="Text">Any text.</param>
/// <param name="Ids">Its pieces, <c>[CLS]</c> and <c>[SEP]</c> included.</param>
/// <param name="Vector">Its vector, or the first numbers of it.</param>
public sealed record GoldenText(string Text, int[] Ids, float[] Vector);
