using System.Security.Cryptography;
using System.Text;
using ConvoIntel.Diarization;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Evaluation.Stages;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Understanding;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Evaluation.Results;

/// <summary>Names weights by what they are: a version can be forgotten, a hash cannot.</summary>
internal sealed class ModelHash(
    IOptions<SegmentationOptions> segmentation,
    IOptions<TranscriptionOptions> transcription,
    IOptions<DiarizationOptions> diarization,
    IOptions<VoiceOptions> voices,
    IOptions<UnderstandingOptions> understanding)
{
    private const int Digits = 12;

    public EvaluatedModel Add(EvaluatedModel model) => model with { Hash = Source(model.Kind) is { } path ? Of(path) : null };

    private string? Source(string kind) => kind switch
    {
        "vad" => segmentation.Value.ModelPath,
        "whisper" => transcription.Value.ModelFolder,
        "roles" => diarization.Value.RoleModelFolder,
        "speaker" => voices.Value.Model,
        "tagger" => understanding.Value.ModelFolder,
        _ => null,
    };

    /// <summary>Of a file, or over the names and contents of a folder's files but its cards.</summary>
    private static string? Of(string path)
    {
        if (File.Exists(path)) return Convert.ToHexStringLower(OfFile(path))[..Digits];
        if (!Directory.Exists(path)) return null;
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(path).Where(file => !file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            all.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            all.AppendData(OfFile(file));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset())[..Digits];
    }

    private static byte[] OfFile(string path)
    {
        using var file = File.OpenRead(path);
        return SHA256.HashData(file);
    }
}
