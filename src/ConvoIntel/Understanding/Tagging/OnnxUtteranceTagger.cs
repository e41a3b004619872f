using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Tokenizers;

namespace ConvoIntel.Understanding.Tagging;

/// <summary>
/// An ONNX model that reads a conversation and gives each utterance a probability for each tag.
/// Inputs, all [blocks, pieces]: <c>ids</c> (word pieces; every utterance begins with the start piece), <c>roles</c> (0 unknown, 1 rep,
/// 2 customer) and <c>turns</c> (of each piece, see <see cref="TaggerBlocks.Turns"/>). Output: <c>probabilities</c> [blocks, pieces, labels],
/// of which those at the start pieces count.
/// </summary>
internal sealed partial class OnnxUtteranceTagger : IDisposable
{
    private readonly InferenceSession session;
    private readonly WordPieceTokenizer tokenizer;
    private readonly TaggerConfig config;

    private OnnxUtteranceTagger(InferenceSession session, WordPieceTokenizer tokenizer, TaggerConfig config)
    {
        this.session = session;
        this.tokenizer = tokenizer;
        this.config = config;
    }

    public ModelInfo Info => new("tagger", config.Name, config.Version);

    public IReadOnlyList<string> Labels => config.Labels;

    public IReadOnlyList<double> Thresholds => config.Thresholds;

    /// <exception cref="ConvoIntelException">The folder does not hold a usable tagger.</exception>
    public static OnnxUtteranceTagger Load(string folder, OnnxSessionFactory sessions)
    {
        if (!Directory.Exists(folder)) throw TaggerConfig.Unusable(folder, "the tagger's folder does not exist", null);
        var config = TaggerConfig.Load(folder);
        var tokenizer = LoadTokenizer(Path.Combine(folder, "vocab.txt"));
        var modelPath = Path.Combine(folder, "model.onnx");
        var session = sessions.Load(modelPath);
        try
        {
            string[] inputs = ["ids", "roles", "turns"];
            if (inputs.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name)) is { } missing)
                throw TaggerConfig.Unusable(modelPath, $"the model has no input '{missing}'", null);
            if (!session.OutputMetadata.TryGetValue("probabilities", out var output) || output.Dimensions is not [_, _, var labels] || labels != config.Labels.Count)
                throw TaggerConfig.Unusable(modelPath, $"the model has no output 'probabilities' with {config.Labels.Count} labels", null);
            return new OnnxUtteranceTagger(session, tokenizer, config);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Probabilities [utterance][label], as the model gives them: neither thresholds nor roles applied.</summary>
    public float[][] Score(IReadOnlyList<Utterance> utterances)
    {
        var rows = utterances.Select(Encode).ToArray();
        var turns = TaggerBlocks.Turns(rows.Select(row => row.Acknowledges));
        var result = new float[rows.Length][];
        foreach (var block in TaggerBlocks.Cut([.. rows.Select(row => row.Pieces.Length)], turns, config.LookBack, config.LookAhead))
            Run(rows, turns, block, result);
        return result;
    }

    public void Dispose() => session.Dispose();

    private void Run(Row[] rows, int[] turns, TaggerBlock block, float[][] result)
    {
        var length = rows.AsSpan(block.Begin, block.Stop - block.Begin).ToArray().Sum(row => row.Pieces.Length);
        var ids = new DenseTensor<long>([1, length]);
        var roles = new DenseTensor<long>([1, length]);
        var places = new DenseTensor<long>([1, length]);
        var starts = new int[rows.Length];
        var at = 0;
        for (var i = block.Begin; i < block.Stop; i++)
        {
            starts[i] = at;
            foreach (var piece in rows[i].Pieces)
            {
                ids[0, at] = piece;
                roles[0, at] = rows[i].Role;
                places[0, at++] = turns[i];
            }
        }

        try
        {
            using var outputs = session.Run(
            [
                NamedOnnxValue.CreateFromTensor("ids", ids),
                NamedOnnxValue.CreateFromTensor("roles", roles),
                NamedOnnxValue.CreateFromTensor("turns", places),
            ]);
            var probabilities = outputs.First(output => output.Name == "probabilities").AsTensor<float>();
            for (var i = block.First; i < block.End; i++)
                result[i] = [.. Enumerable.Range(0, config.Labels.Count).Select(label => probabilities[0, starts[i], label])];
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.InferenceFailed, config.Name, "the tagger failed while running",
                "Process the call again; if it fails again, copy the tagger's folder anew.", error);
        }
    }

    private Row Encode(Utterance utterance)
    {
        var words = UtteranceNormalizer.Words(utterance.Text);
        var pieces = tokenizer.EncodeToIds(string.Join(' ', words), considerPreTokenization: true, considerNormalization: false);
        var role = utterance.Role switch { ParticipantRole.Rep => 1, ParticipantRole.Customer => 2, _ => 0 };
        return new Row([config.StartPiece, .. pieces.Take(config.MaxPieces)], role, UtteranceNormalizer.IsAcknowledgement(words));
    }

    private static WordPieceTokenizer LoadTokenizer(string path)
    {
        try
        {
            return WordPieceTokenizer.Create(path, new WordPieceOptions
            {
                UnknownToken = "[UNK]",
                PreTokenizer = new RegexPreTokenizer(NotSpace(), null),
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            throw TaggerConfig.Unusable(path, $"the vocabulary cannot be read ({error.Message.TrimEnd('.')})", error);
        }
    }

    // The normaliser has separated the words; "<num>" stays whole.
    [GeneratedRegex(@"\S+")]
    private static partial Regex NotSpace();

    private readonly record struct Row(int[] Pieces, int Role, bool Acknowledges);
}
