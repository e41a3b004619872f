using System.Text.Json;
using ConvoIntel.Ingestion.Sidecars;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>
/// <c>conditions.csv</c> (rows <c>name,condition</c>) or <c>conditions.json</c> (<c>{"name": "condition"}</c>, or a list of several):
/// under what conditions the recordings of its folder and of those below were made. Several rows put a call into several conditions.
/// </summary>
internal static class ConditionFile
{
    private const string Name = "conditions";

    public static bool Is(string path) =>
        Path.GetFileNameWithoutExtension(path).Equals(Name, StringComparison.OrdinalIgnoreCase)
        && Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".json";

    /// <exception cref="ConvoIntelException">A row or a member is not as it should be.</exception>
    public static ILookup<string, string> Read(string path, string text) =>
        (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? Rows(path, text) : Members(path, text))
            .ToLookup(row => row.Name, row => row.Condition, StringComparer.Ordinal);

    private static List<(string Name, string Condition)> Rows(string path, string text)
    {
        var rows = new List<(string, string)>();
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            // The last comma: names of files may have some of their own.
            var comma = line.LastIndexOf(',');
            var (name, condition) = comma < 0 ? ("", "") : (Bare(line[..comma]), Bare(line[(comma + 1)..]));
            if (name.Length == 0 || condition.Length == 0) throw Invalid(path, $"line {number} has no name and condition", null);
            if (number > 1 || !condition.Equals("condition", StringComparison.OrdinalIgnoreCase)) rows.Add((Stem(name), condition));
        }

        return rows;
    }

    private static List<(string Name, string Condition)> Members(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, SidecarReader.Lenient);
            var root = new JsonField(document.RootElement, "", path, FailureReason.TranscriptInvalid).RequireObject();
            return
            [
                .. root.Element.EnumerateObject().SelectMany(member =>
                {
                    var values = member.Value.ValueKind == JsonValueKind.Array ? root.Texts(member.Name) : [root.Text(member.Name) ?? throw Invalid(path, $"'{member.Name}' has no condition", null)];
                    return values.Select(condition => (Stem(member.Name), condition));
                }),
            ];
        }
        catch (JsonException error)
        {
            throw Invalid(path, $"line {(error.LineNumber ?? 0) + 1} is not JSON", error);
        }
    }

    private static string Bare(string text) => text.Trim().Trim('"').Trim();

    /// <summary>A name may be given with its extension, and from the folder of the file.</summary>
    private static string Stem(string name) =>
        Ingestion.RecordingFiles.IsAudio(name) ? Path.ChangeExtension(name, null).Replace('\\', '/') : name.Replace('\\', '/');

    private static ConvoIntelException Invalid(string path, string problem, Exception? inner) => new(
        FailureReason.TranscriptInvalid, path, problem, "Rows of conditions.csv read: name,condition. conditions.json reads: {\"name\": \"condition\"}.", inner);
}
