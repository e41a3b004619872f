using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Evaluation.Results;

/// <summary>Reads and writes reports as JSON, <c>convointel/evaluation/1</c>.</summary>
internal static class EvaluationJson
{
    private static readonly EvaluationJsonContext Context = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    });

    public static string Write(EvaluationReport report) => JsonSerializer.Serialize(report, Context.EvaluationReport) + "\n";

    public static string Write(EvaluationComparison comparison) => JsonSerializer.Serialize(comparison, Context.EvaluationComparison) + "\n";

    /// <exception cref="ConvoIntelException">The file is no report.</exception>
    public static async Task<EvaluationReport> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await TextFile.ReadAsync(path, FailureReason.UnsupportedFormat, cancellationToken).ConfigureAwait(false);
        try
        {
            var report = JsonSerializer.Deserialize(text, Context.EvaluationReport);
            return report?.Schema == EvaluationReport.CurrentSchema ? report : throw Invalid(path, $"its schema is '{report?.Schema}', not '{EvaluationReport.CurrentSchema}'", null);
        }
        catch (JsonException error)
        {
            throw Invalid(path, $"this is no result of an evaluation (line {(error.LineNumber ?? 0) + 1})", error);
        }
    }

    private static ConvoIntelException Invalid(string path, string problem, Exception? inner) => new(
        FailureReason.UnsupportedFormat, path, problem, "Compare files that `convointel evaluate --json` wrote.", inner);
}

[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(EvaluationComparison))]
internal sealed partial class EvaluationJsonContext : JsonSerializerContext;
