using System.Security.Cryptography;
using ConvoIntel.Conversations;
using ConvoIntel.Inference;
using ConvoIntel.Transcription.Features;
using ConvoIntel.Transcription.Languages;

namespace ConvoIntel.Transcription.Model;

/// <summary>All parts of a Whisper model folder, loaded.</summary>
internal sealed class WhisperModel : IDisposable
{
    private WhisperModel(ModelInfo info, WhisperConfig config, WhisperTokenizer tokenizer, WhisperEncoder encoder, WhisperDecoder decoder)
    {
        Info = info;
        Config = config;
        Tokenizer = tokenizer;
        Encoder = encoder;
        Decoder = decoder;
        Languages = LanguageTokens.Of(config, tokenizer);
        Features = new LogMelSpectrogram(config.MelBins, config.SampleRate, config.TransformLength, config.Hop);
    }

    public ModelInfo Info { get; }

    public WhisperConfig Config { get; }

    public WhisperTokenizer Tokenizer { get; }

    public WhisperEncoder Encoder { get; }

    public WhisperDecoder Decoder { get; }

    public LogMelSpectrogram Features { get; }

    /// <summary>Tokens of the languages that the model can be told, by code; empty where it knows English only.</summary>
    public IReadOnlyDictionary<string, int> Languages { get; }

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: the folder or a file of it.</exception>
    public static WhisperModel Load(ModelFiles files, OnnxSessionFactory sessions)
    {
        var config = WhisperConfig.Read(files);
        var tokenizer = WhisperTokenizer.Load(files);
        var encoder = WhisperEncoder.Load(files, config, sessions);
        try
        {
            var decoder = WhisperDecoder.Load(files, config, sessions);
            var info = new ModelInfo("whisper", Path.GetFileName(Path.TrimEndingDirectorySeparator(files.Folder)), Version(decoder.First.Path));
            return new WhisperModel(info, config, tokenizer, encoder, decoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Decoder.Dispose();
    }

    /// <summary>Exports carry no version of their own; the decoder's hash tells two of one name apart.</summary>
    private static string Version(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream))[..12];
    }
}
