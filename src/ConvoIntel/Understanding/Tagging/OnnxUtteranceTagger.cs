using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.Tokenizers;

namespace ConvoIntel.Understanding.Tagging;

/// <summary>
/// An ONNX model that reads a conversation and gives each utterance a probability for each tag.
/// Inputs: <c>ids</c> [utterances, pieces], <c>roles</c> [utterances] (0 unknown, 1 rep, 2 customer), <c>before</c> [utterances, context]
/// (rows of the utterances before, nearest first, counted from one, zero for none). Output: <c>probabilities</c> [utterances, labels].
/// </summary>
internal sealed partial class OnnxUtteranceTagger : IDisposable
{
    /// <summary>Utterances in one run; the context of a run's first utterances is sent along with them.</summary>
    private const int RowsInRun = 128;

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
            string[] inputs = ["ids", "roles", "before"];
            if (inputs.FirstOrDefault(name => !session.InputMetadata.ContainsKey(name)) is { } missing)
                throw TaggerConfig.Unusable(modelPath, $"the model has no input '{missing}'", null);
            if (!session.OutputMetadata.TryGetValue("probabilities", out var output) || output.Dimensions[^1] != config.Labels.Count)
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
        var before = Before(rows);
        var result = new float[rows.Length][];
        for (var first = 0; first < rows.Length; first += RowsInRun) Run(rows, before, first, Math.Min(RowsInRun, rows.Length - first), result);
        return result;
    }

    public void Dispose() => session.Dispose();

    private void Run(Row[] rows, int[][] before, int first, int count, float[][] result)
    {
        // Rows before `first` that the run's own rows look back on.
        var reach = Enumerable.Range(first, count).SelectMany(i => before[i]).Where(i => i >= 0).Append(first).Min();
        var all = first + count - reach;
        var length = Math.Max(4, rows.AsSpan(reach, all).ToArray().Max(row => row.Pieces.Length));
        var ids = new DenseTensor<long>([all, length]);
        var roles = new DenseTensor<long>([all]);
        var context = new DenseTensor<long>([all, config.Context]);
        for (var i = 0; i < all; i++)
        {
            var row = rows[reach + i];
            for (var j = 0; j < row.Pieces.Length; j++) ids[i, j] = row.Pieces[j];
            roles[i] = row.Role;
            for (var j = 0; j < config.Context; j++) context[i, j] = before[reach + i][j] < reach ? 0 : before[reach + i][j] - reach + 1;
        }

        try
        {
            using var outputs = session.Run(
            [
                NamedOnnxValue.CreateFromTensor("ids", ids),
                NamedOnnxValue.CreateFromTensor("roles", roles),
                NamedOnnxValue.CreateFromTensor("before", context),
            ]);
            var probabilities = outputs.First(output => output.Name == "probabilities").AsTensor<float>();
            for (var i = first; i < first + count; i++)
                result[i] = [.. Enumerable.Range(0, config.Labels.Count).Select(label => probabilities[i - reach, label])];
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
        return new Row([.. pieces.Take(config.MaxPieces)], role, UtteranceNormalizer.IsAcknowledgement(words));
    }

    /// <summary>For each row its last rows that say something, nearest first; −1 where there are not enough.</summary>
    private int[][] Before(Row[] rows)
    {
        var result = new int[rows.Length][];
        var solid = new List<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            result[i] = [.. Enumerable.Range(1, config.Context).Select(back => solid.Count >= back ? solid[^back] : -1)];
            if (!rows[i].Acknowledges) solid.Add(i);
        }

        return result;
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
