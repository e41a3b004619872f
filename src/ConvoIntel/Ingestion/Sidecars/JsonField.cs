using System.Globalization;
using System.Text.Json;

namespace ConvoIntel.Ingestion.Sidecars;

/// <summary>A value in a sidecar or a transcript that knows its path, so that an error names the field.</summary>
internal readonly struct JsonField(JsonElement element, string path, string source, FailureReason reason = FailureReason.SidecarInvalid)
{
    public JsonElement Element { get; } = element;

    public string Path { get; } = path;

    /// <summary>A member, or null where it is missing or null. Names are compared without case where no exact one is there.</summary>
    public JsonField? Member(string name)
    {
        RequireObject();
        if (!Element.TryGetProperty(name, out var value))
        {
            value = Element.EnumerateObject().FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        }
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return null;
        return new JsonField(value, Path.Length == 0 ? name : $"{Path}.{name}", source, reason);
    }

    public JsonField RequireObject() => Element.ValueKind == JsonValueKind.Object ? this : throw WrongType("an object");

    /// <summary>Text without blanks around it, or null where a member is missing or blank.</summary>
    public string? Text(string name) => Member(name)?.AsText();

    /// <summary>Text, or a whole number as text: identifiers come as either.</summary>
    public string? Identifier(string name) => Member(name)?.AsIdentifier();

    public double? Number(string name) => Member(name)?.AsNumber();

    public IReadOnlyList<JsonField> Items(string name) => Member(name)?.AsItems() ?? [];

    public IReadOnlyList<string> Texts(string name) => [.. Items(name).Select(item => item.AsText()).OfType<string>()];

    public string? AsText()
    {
        if (Element.ValueKind != JsonValueKind.String)
            throw WrongType("text");
        try
        {
            // "\u0000" is a character that no database keeps in text.
            var text = Element.GetString()!.Replace('\0', ' ').Trim();
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 that is half a character.
            throw WrongType("valid Unicode text");
        }
    }

    public string? AsIdentifier() => Element.ValueKind == JsonValueKind.Number ? Element.GetRawText() : AsText();

    public double AsNumber() =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw WrongType("a number");

    public IReadOnlyList<JsonField> AsItems()
    {
        if (Element.ValueKind != JsonValueKind.Array)
            throw WrongType("a list");
        var items = new List<JsonField>(Element.GetArrayLength());
        foreach (var item in Element.EnumerateArray())
            items.Add(new JsonField(item, string.Create(CultureInfo.InvariantCulture, $"{Path}[{items.Count}]"), source, reason));
        return items;
    }

    public ConvoIntelException WrongType(string expected) => Invalid($"must be {expected}, and is {Kind()}");

    public ConvoIntelException Invalid(string problem) =>
        new(reason, source, $"'{(Path.Length == 0 ? "the document" : Path)}' {problem}", reason == FailureReason.SidecarInvalid
            ? "Correct the field, or remove the sidecar to use the defaults."
            : "Correct the field, or export the transcript again.");

    private string Kind() => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
