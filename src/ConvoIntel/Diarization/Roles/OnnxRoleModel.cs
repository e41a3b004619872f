using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ConvoIntel.Diarization.Roles;

/// <summary>
/// A role model in ONNX. Input: <c>ids</c> [utterances, features], hashed features, 0 where a row is shorter.
/// Output: <c>logodds</c> [utterances] that the speaker is the rep.
/// </summary>
internal sealed class OnnxRoleModel : IRoleModel
{
    private readonly InferenceSession session;
    private readonly RoleModelConfig config;

    private OnnxRoleModel(InferenceSession session, RoleModelConfig config)
    {
        this.session = session;
        this.config = config;
    }

    public ModelInfo Info => new("roles", config.Name, config.Version);

    /// <exception cref="ConvoIntelException">The folder does not hold a usable role model.</exception>
    public static OnnxRoleModel Load(string folder, OnnxSessionFactory sessions)
    {
        var config = RoleModelConfig.Load(folder);
        var path = Path.Combine(folder, "model.onnx");
        var session = sessions.Load(path);
        if (session.InputMetadata.ContainsKey("ids") && session.OutputMetadata.ContainsKey("logodds")) return new OnnxRoleModel(session, config);
        session.Dispose();
        throw RoleModelConfig.Unusable(path, "the model has no input 'ids' or no output 'logodds'", null);
    }

    public IReadOnlyList<RoleJudgement> Judge(IReadOnlyList<SpeakerWords> speakers)
    {
        ArgumentNullException.ThrowIfNull(speakers);
        if (speakers.Count == 0) return [];
        var logOdds = LogOdds([.. speakers.SelectMany(speaker => speaker.Texts)]);
        var evidence = new double[speakers.Count];
        var first = 0;
        for (var i = 0; i < evidence.Length; i++)
        {
            var own = logOdds.AsSpan(first, speakers[i].Texts.Count).ToArray();
            evidence[i] = RoleJudge.Evidence([.. own.OfType<double>()], config);
            first += own.Length;
        }

        var probabilities = RoleJudge.RepProbabilities(evidence, [.. speakers.Select(speaker => speaker.Known)], config.OneSided);
        return [.. speakers.Select((speaker, i) => new RoleJudgement(speaker.Speaker, probabilities[i]))];
    }

    /// <summary>Log-odds of each utterance to be the rep's, as the model gives them; null where there is no word.</summary>
    public double?[] LogOdds(IReadOnlyList<string> texts)
    {
        var rows = texts.Select(text => RoleFeatures.Of(text, config.Buckets)).ToArray();
        if (rows.All(row => row.Length == 0)) return new double?[rows.Length];
        var ids = new DenseTensor<long>([rows.Length, rows.Max(row => row.Length)]);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows[i].Length; j++) ids[i, j] = rows[i][j];
        }

        try
        {
            using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("ids", ids)]);
            var logOdds = outputs.First(output => output.Name == "logodds").AsTensor<float>();
            return [.. rows.Select((row, i) => row.Length == 0 ? (double?)null : logOdds[i])];
        }
        catch (OnnxRuntimeException error)
        {
            throw new ConvoIntelException(FailureReason.InferenceFailed, config.Name, "the role model failed while running",
                "Process the call again; if it fails again, copy the role model's folder anew.", error);
        }
    }

    public void Dispose() => session.Dispose();
}
