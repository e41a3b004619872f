using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace ConvoIntel.Transcription.Model;

/// <summary>Byte-level BPE of a Whisper model, with its special tokens. Safe for concurrent use.</summary>
internal sealed class WhisperTokenizer
{
    private readonly BpeTokenizer bpe;
    private readonly Dictionary<string, int> specials;

    private WhisperTokenizer(BpeTokenizer bpe, Dictionary<string, int> specials)
    {
        this.bpe = bpe;
        this.specials = specials;
    }

    /// <summary>Tokens that stand for no text, by name.</summary>
    public IReadOnlyDictionary<string, int> Specials => specials;

    /// <summary>Reads <c>vocab.json</c>, <c>merges.txt</c> and <c>added_tokens.json</c>, or <c>tokenizer.json</c> in their place.</summary>
    /// <exception cref="ConvoIntelException">A file is missing or wrong.</exception>
    public static WhisperTokenizer Load(ModelFiles files)
    {
        var source = files.Exists("vocab.json") && files.Exists("merges.txt") ? "vocab.json" : "tokenizer.json";
        if (source == "tokenizer.json" && !files.Exists(source))
        {
            throw ModelFiles.Unusable(files.Folder, "the tokenizer is missing (neither vocab.json with merges.txt nor tokenizer.json)",
                "Copy the whole model folder again.");
        }
        try
        {
            var (vocabulary, merges, specials) = source == "vocab.json" ? ReadParts(files) : ReadWhole(files);
            var bpe = BpeTokenizer.Create(new BpeOptions(vocabulary)
            {
                Merges = merges,
                ByteLevel = true,
                PreTokenizer = new RobertaPreTokenizer(),
            });
            return new WhisperTokenizer(bpe, specials);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or KeyNotFoundException or FormatException)
        {
            throw ModelFiles.Unusable(Path.Combine(files.Folder, source), $"the tokenizer cannot be read ({error.Message.TrimEnd('.')})",
                "Copy the tokenizer files again from where the model came from.", error);
        }
    }

    public int? Find(string special) => specials.TryGetValue(special, out var id) ? id : null;

    /// <summary>Text of ordinary tokens; bytes that end within a character read as U+FFFD.</summary>
    public string Decode(IEnumerable<int> tokens) => bpe.Decode(tokens);

    public IReadOnlyList<int> Encode(string text) => bpe.EncodeToIds(text);

    private static (Dictionary<string, int>, List<string>, Dictionary<string, int>) ReadParts(ModelFiles files)
    {
        var vocabulary = Numbers(files.ReadJson("vocab.json"));
        var merges = File.ReadLines(Path.Combine(files.Folder, "merges.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))
            .ToList();
        var specials = Numbers(files.ReadJson("added_tokens.json", optional: true));
        foreach (var (text, id) in vocabulary.Where(entry => IsSpecial(entry.Key)))
            specials[text] = id;
        return (Ordinary(vocabulary, specials), merges, specials);
    }

    private static (Dictionary<string, int>, List<string>, Dictionary<string, int>) ReadWhole(ModelFiles files)
    {
        var root = files.ReadJson("tokenizer.json");
        var model = root.GetProperty("model");
        var vocabulary = Numbers(model.GetProperty("vocab"));
        // Newer files write a merge as a pair, older ones as one string.
        var merges = model.GetProperty("merges").EnumerateArray()
            .Select(merge => merge.ValueKind == JsonValueKind.Array ? $"{merge[0].GetString()} {merge[1].GetString()}" : merge.GetString()!)
            .ToList();
        var specials = root.GetProperty("added_tokens").EnumerateArray()
            .ToDictionary(token => token.GetProperty("content").GetString()!, token => token.GetProperty("id").GetInt32(), StringComparer.Ordinal);
        return (Ordinary(vocabulary, specials), merges, specials);
    }

    private static Dictionary<string, int> Numbers(JsonElement element) =>
        element.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32(), StringComparer.Ordinal);

    private static Dictionary<string, int> Ordinary(Dictionary<string, int> vocabulary, Dictionary<string, int> specials) =>
        vocabulary.Where(entry => !specials.ContainsKey(entry.Key)).ToDictionary(StringComparer.Ordinal);

    private static bool IsSpecial(string token) =>
        token.StartsWith("<|", StringComparison.Ordinal) && token.EndsWith("|>", StringComparison.Ordinal);
}
