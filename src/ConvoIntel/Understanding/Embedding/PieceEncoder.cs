using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Text to the ids of BERT's word pieces, between <c>[CLS]</c> and <c>[SEP]</c>.</summary>
internal sealed partial class PieceEncoder
{
    private readonly WordPieceTokenizer tokenizer;
    private readonly EmbedderConfig config;
    private readonly int begin;
    private readonly int end;

    private PieceEncoder(WordPieceTokenizer tokenizer, EmbedderConfig config, int begin, int end, int padding)
    {
        this.tokenizer = tokenizer;
        this.config = config;
        this.begin = begin;
        this.end = end;
        Padding = padding;
    }

    public int Padding { get; }

    /// <exception cref="ConvoIntelException">The vocabulary is missing, unreadable or not BERT's.</exception>
    public static PieceEncoder Load(string folder, EmbedderConfig config)
    {
        var path = Path.Combine(folder, "vocab.txt");
        if (!File.Exists(path))
            throw EmbedderFaults.Unusable(path, "the file does not exist (only models with a WordPiece vocabulary are read)");
        try
        {
            var lines = File.ReadAllLines(path);
            int Find(string piece) => Array.IndexOf(lines, piece) is var id and >= 0 ? id
                : throw EmbedderFaults.Unusable(path, $"the vocabulary has no piece '{piece}', so it is not BERT's");
            _ = Find("[UNK]");
            var tokenizer = WordPieceTokenizer.Create(path, new WordPieceOptions { UnknownToken = "[UNK]", PreTokenizer = new RegexPreTokenizer(NotSpace(), null) });
            return new PieceEncoder(tokenizer, config, Find("[CLS]"), Find("[SEP]"), Find("[PAD]"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw EmbedderFaults.Unusable(path, $"the vocabulary cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    /// <summary>What is longer than the model's input is cut at its end.</summary>
    public int[] Encode(string text)
    {
        var ids = tokenizer.EncodeToIds(BertText.Words(text, config.LowerCase), considerPreTokenization: true, considerNormalization: false);
        return [begin, .. ids.Take(config.LongestInput - 2), end];
    }

    // BertText has separated the words.
    [GeneratedRegex(@"\S+")]
    private static partial Regex NotSpace();
}
