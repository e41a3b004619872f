using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>What the two configuration files of an export say, in BERT's names.</summary>
/// <param name="Name">The model's name: its own, else its folder's.</param>
/// <param name="Version">Its version; <c>unknown</c> where the export names none.</param>
/// <param name="LowerCase">Whether text is brought to lower case, which takes accents off too.</param>
/// <param name="LongestInput">Most pieces of a text, the two special ones included.</param>
/// <param name="Scale">How its similarities read.</param>
internal sealed record EmbedderConfig(string Name, string Version, bool LowerCase, int LongestInput, SimilarityScale Scale)
{
    private const int MostPieces = 512;

    /// <exception cref="ConvoIntelException">A file is missing or is not what its name says.</exception>
    public static EmbedderConfig Load(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        var model = Read(path, EmbedderJsonContext.Default.ModelFile);
        if (model.VocabSize is null || model.HiddenSize is null)
            throw EmbedderFaults.Unusable(path, "the file describes no BERT-like model (it has no vocab_size or no hidden_size)");
        var tokenizer = Read(Path.Combine(folder, "tokenizer_config.json"), EmbedderJsonContext.Default.TokenizerFile);
        // Exports write 1e30 where a tokenizer knows no limit.
        var longest = (int)Math.Min(Math.Min(model.MaxPositionEmbeddings ?? MostPieces, tokenizer.ModelMaxLength ?? MostPieces), MostPieces);
        if (longest < 3) throw EmbedderFaults.Unusable(path, $"the longest input is {longest} pieces, which leaves no room for text");
        var own = model.Convointel;
        var scale = own?.Threshold is { } threshold
            ? new SimilarityScale(threshold)
            : SimilarityScale.Default;
        return new EmbedderConfig(
            own?.Name ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), own?.Version ?? "unknown",
            tokenizer.DoLowerCase ?? true, longest, scale);
    }

    private static T Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw EmbedderFaults.Unusable(path, "the file is null");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw EmbedderFaults.Unusable(path, "the file does not exist", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw EmbedderFaults.Unusable(path, $"the file cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    internal sealed record ModelFile(
        int? HiddenSize, int? VocabSize, int? MaxPositionEmbeddings, OwnFile? Convointel);

    internal sealed record OwnFile(string? Name, string? Version, double? Threshold);

    internal sealed record TokenizerFile(bool? DoLowerCase, double? ModelMaxLength);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(EmbedderConfig.ModelFile))]
[JsonSerializable(typeof(EmbedderConfig.TokenizerFile))]
internal sealed partial class EmbedderJsonContext : JsonSerializerContext;
