using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>JSON that parses and says something else than it should, and JSON that hardly parses.</summary>
internal static class JsonMutations
{
    private static readonly string[] Numbers = ["0", "-1", "0.5", "-0.0", "1e308", "-1e308", "1e999", "9223372036854775808", "1e-320", "604801", "2147483648", "36000000000000"];

    public static IReadOnlyList<(string Name, Func<string, Random, string> Apply)> All { get; } =
    [
        ("other type", (json, chance) => Replace(json, chance, () => Other(chance))),
        ("hostile text", (json, chance) => Replace(json, chance, () => JsonSerializer.Serialize(TextMutations.Hostile[chance.Next(TextMutations.Hostile.Count)]))),
        ("number", (json, chance) => Replace(json, chance, () => Numbers[chance.Next(Numbers.Length)])),
        ("half a character", (json, chance) => Replace(json, chance, () => "\"\\ud800\"")),
        ("field missing", (json, chance) => Edit(json, chance, (parent, name) => parent.Remove(name))),
        ("field renamed", (json, chance) => Edit(json, chance, (parent, name) => Rename(parent, name, chance))),
        ("field twice", (json, chance) => Twice(json, chance)),
        ("deep", (json, chance) => Replace(json, chance, () => Deep(chance))),
        ("long list", (json, chance) => Replace(json, chance, () => "[" + string.Join(',', Enumerable.Repeat(Other(chance), 20_000)) + "]")),
        ("comma", (json, chance) => json.Insert(chance.Next(json.Length), ",")),
        ("quote", (json, chance) => json.Insert(chance.Next(json.Length), "\"")),
        ("brackets", (_, chance) => new string(chance.Next(2) == 0 ? '[' : '{', 1 + chance.Next(100_000))),
        ("number alone", (_, chance) => Numbers[chance.Next(Numbers.Length)]),
        ("comment open", (json, chance) => json.Insert(chance.Next(json.Length), "/*")),
    ];

    private static string Other(Random chance) => chance.Next(8) switch
    {
        0 => "null",
        1 => "true",
        2 => "{}",
        3 => "[]",
        4 => "[null]",
        5 => """{"id":{"id":[1]}}""",
        6 => "\"x\"",
        _ => "17",
    };

    private static string Deep(Random chance)
    {
        var depth = chance.Next(4) == 0 ? 1 + chance.Next(50_000) : 1 + chance.Next(80);
        return new string('[', depth) + new string(']', depth);
    }

    private static string Replace(string json, Random chance, Func<string> value)
    {
        // Put in as text: what a document's own classes cannot hold can be written all the same.
        const string Mark = "put-it-here";
        return Edit(json, chance, (parent, name) => parent[name] = Mark).Replace($"\"{Mark}\"", value(), StringComparison.Ordinal);
    }

    private static string Twice(string json, Random chance)
    {
        var name = "";
        Edit(json, chance, (_, member) => name = member);
        var at = json.IndexOf('{', StringComparison.Ordinal) + 1;
        return json.Insert(at, string.Create(CultureInfo.InvariantCulture, $"\"{name}\":{Other(chance)},"));
    }

    private static void Rename(JsonObject parent, string name, Random chance)
    {
        var value = parent[name];
        parent.Remove(name);
        parent[TextMutations.Hostile[chance.Next(TextMutations.Hostile.Count)]] = value;
    }

    /// <summary>Does something to a member drawn among all, however deep.</summary>
    private static string Edit(string json, Random chance, Action<JsonObject, string> edit)
    {
        var root = JsonNode.Parse(json)!;
        var members = Members(root).ToArray();
        var (parent, name) = members[chance.Next(members.Length)];
        edit(parent, name);
        return root.ToJsonString();
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Members(JsonNode? node) => node switch
    {
        JsonObject parent => parent.Select(pair => (parent, pair.Key)).Concat(parent.SelectMany(pair => Members(pair.Value))),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };
}
