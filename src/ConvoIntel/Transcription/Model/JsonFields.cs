using System.Text.Json;

namespace ConvoIntel.Transcription.Model;

/// <summary>Typed fields of a configuration file; a value of the wrong type is named with its file.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="root">Its object.</param>
internal sealed class JsonFields(string path, JsonElement root)
{
    public int? Int(string name) => Get(name, JsonValueKind.Number) is { } value
        ? value.TryGetInt32(out var number) ? number : throw Wrong(name, "a whole number")
        : null;

    public int RequireInt(string name) => Int(name)
        ?? throw ModelFiles.Unusable(path, $"'{name}' is missing", "Copy the file again from where the model came from.");

    public bool? Bool(string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => null,
            _ => throw Wrong(name, "true or false"),
        }
        : null;

    /// <summary>Whole numbers; empty where the field is absent.</summary>
    public int[] Ints(string name) =>
        Get(name, JsonValueKind.Array) is { } value ? [.. value.EnumerateArray().Select(item => Item(name, item))] : [];

    /// <summary>Pairs of whole numbers, those with a null left out; empty where the field is absent.</summary>
    public (int First, int Second)[] Pairs(string name)
    {
        if (Get(name, JsonValueKind.Array) is not { } value)
            return [];
        var pairs = new List<(int, int)>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2)
                throw Wrong(name, "a list of pairs");
            if (item[0].ValueKind != JsonValueKind.Null && item[1].ValueKind != JsonValueKind.Null)
                pairs.Add((Item(name, item[0]), Item(name, item[1])));
        }
        return [.. pairs];
    }

    /// <summary>Whole numbers by name; empty where the field is absent.</summary>
    public Dictionary<string, int> Map(string name) => Get(name, JsonValueKind.Object) is { } value
        ? value.EnumerateObject().ToDictionary(item => item.Name, item => Item(name, item.Value), StringComparer.Ordinal)
        : [];

    private JsonElement? Get(string name, JsonValueKind kind)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind ? value : throw Wrong(name, $"of kind {kind}");
    }

    private int Item(string name, JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : throw Wrong(name, "made of whole numbers");

    private ConvoIntelException Wrong(string name, string wanted) =>
        ModelFiles.Unusable(path, $"'{name}' is not {wanted}", "Copy the file again from where the model came from.");
}
