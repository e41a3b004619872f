using System.Text;
using ConvoIntel.Conversations;
using ConvoIntel.Decoding;
using ConvoIntel.Inference;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Transcription.Languages;
using ConvoIntel.Transcription.Search;
using Whisper.net;

namespace ConvoIntel.WhisperNet;

/// <summary>Whisper by whisper.cpp: a segment at a time, each on all threads. It has no batches, and its words have no times of their own.</summary>
internal sealed class WhisperNetRecognizer : ISpeechRecognizer
{
    // whisper.cpp stops at input of a tenth of a second; half a second is what the ONNX engine gives a model at least.
    private const int ShortestWindow = AudioDescription.SampleRate / 2;
    private const int Shortest = AudioDescription.SampleRate / 10;
    private const int SamplesPerPosition = 320;
    private const int MostPositions = 1500;

    private readonly WhisperFactory factory;
    private readonly GgmlHeader header;
    private readonly TranscriptionOptions transcription;
    private readonly WhisperNetOptions options;
    private readonly int threads;
    // One segment at a time: two would only share the cores.
    private readonly SemaphoreSlim turn = new(1, 1);

    private WhisperNetRecognizer(
        WhisperFactory factory, GgmlHeader header, TranscriptionOptions transcription, WhisperNetOptions options, int threads)
    {
        (this.factory, this.header, this.transcription, this.options) = (factory, header, transcription, options);
        this.threads = threads > 0 ? threads : Environment.ProcessorCount;
        var name = Path.GetFileNameWithoutExtension(transcription.ModelFolder);
        Info = new ModelInfo("whisper", name, "ggml");
        Languages = !header.IsMultilingual ? LanguageMode.English : new LanguageMode(
            transcription.Language == WhisperRecognizer.Auto ? null : transcription.Language,
            transcription.Task == TranscriptionTask.Translate);
    }

    public ModelInfo Info { get; }

    public int Lanes => 1;

    public int PreferredBatchSize => 1;

    public LanguageMode Languages { get; }

    /// <exception cref="ConvoIntelException"><see cref="FailureReason.ModelUnusable"/>: the file, or the native library.</exception>
    public static WhisperNetRecognizer Load(TranscriptionOptions transcription, WhisperNetOptions options, InferenceOptions inference)
    {
        var path = transcription.ModelFolder;
        var header = GgmlHeader.Read(path);
        try
        {
            var factory = WhisperFactory.FromPath(path, new WhisperFactoryOptions { UseGpu = inference.Device != InferenceDevice.Cpu });
            return new WhisperNetRecognizer(factory, header, transcription, options, inference.Threads);
        }
        catch (Exception fault) when (fault is WhisperModelLoadException or FileNotFoundException or DllNotFoundException)
        {
            throw new ConvoIntelException(FailureReason.ModelUnusable, path, $"whisper.cpp cannot load the model ({fault.Message})",
                "Copy the file again; if that does not help, take an ONNX model instead.", fault);
        }
    }

    public async Task<DetectedLanguage?> DetectLanguageAsync(IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        var speech = LanguageEvidence.Of(segments, AudioDescription.SampleRate, IsAudible);
        if (speech.Length == 0 || !header.IsMultilingual)
            return null;
        return await InTurnAsync(() =>
        {
            using var processor = factory.CreateBuilder().WithThreads(threads).Build();
            var (code, probability) = processor.DetectLanguageWithProbability(speech);
            return code is null ? null : new DetectedLanguage(code, probability);
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<TranscribedSegment>> TranscribeAsync(
        IReadOnlyList<SpeechSegment> segments, CancellationToken cancellationToken)
    {
        var done = new TranscribedSegment[segments.Count];
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            done[i] = IsAudible(segment)
                ? await InTurnAsync(() => Transcribe(segment), cancellationToken).ConfigureAwait(false)
                : Assemble(segment, []);
        }
        return done;
    }

    public async ValueTask DisposeAsync()
    {
        // Waits for the segment at work: its weights cannot go under it.
        await turn.WaitAsync().ConfigureAwait(false);
        turn.Dispose();
        factory.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(work, cancellationToken).ConfigureAwait(false);
        }
        catch (WhisperProcessingException fault)
        {
            throw new ConvoIntelException(FailureReason.InferenceFailed, Info.Name, $"whisper.cpp failed ({fault.Message})",
                "Try again; if it fails again, take an ONNX model instead.", fault);
        }
        finally
        {
            turn.Release();
        }
    }

    private TranscribedSegment Transcribe(SpeechSegment segment)
    {
        var samples = segment.Samples;
        if (samples.Length < ShortestWindow)
            Array.Resize(ref samples, ShortestWindow);
        var found = new List<SegmentData>();
        using var processor = Configure(segment, samples.Length).WithSegmentEventHandler(found.Add).Build();
        processor.Process(samples);
        return Assemble(segment, found);
    }

    private WhisperProcessorBuilder Configure(SpeechSegment segment, int length)
    {
        var temperatures = transcription.EffectiveTemperatures;
        // The entropy threshold of whisper.cpp, its own way to tell loops, stays at its default.
        var builder = factory.CreateBuilder()
            .WithThreads(threads)
            .WithNoContext()
            .WithProbabilities()
            .WithLanguage(Languages.Fixed ?? segment.Language ?? "en")
            .WithTemperature((float)temperatures[0])
            .WithTemperatureInc(temperatures.Count > 1 ? (float)(temperatures[1] - temperatures[0]) : 0)
            .WithLogProbThreshold((float)transcription.LogProbabilityThreshold)
            .WithNoSpeechThreshold((float)transcription.NoSpeechThreshold);
        if (Languages.Translates)
            builder.WithTranslate();
        if (options.FitAudioContext)
            builder.WithAudioContextSize(Math.Min(MostPositions, (length + SamplesPerPosition - 1) / SamplesPerPosition));
        return builder;
    }

    private TranscribedSegment Assemble(SpeechSegment segment, List<SegmentData> found)
    {
        var tokens = found.SelectMany(part => part.Tokens).ToArray();
        var noSpeech = found.Count == 0 ? 1 : found.Min(part => part.NoSpeechProbability);
        var logProbability = tokens.Length == 0 ? 0 : tokens.Average(token => token.ProbabilityLog);
        var isSilence = noSpeech > transcription.NoSpeechThreshold && logProbability < transcription.LogProbabilityThreshold;
        var text = isSilence ? "" : string.Concat(found.Select(part => part.Text)).Trim();
        return new TranscribedSegment
        {
            Channel = segment.Channel,
            Start = segment.Start,
            End = segment.End,
            Text = text,
            Words = text.Length == 0 ? [] : Words(segment, found),
            AverageLogProbability = logProbability,
            NoSpeechProbability = noSpeech,
            CompressionRatio = CompressionRatio.Of(text),
        };
    }

    /// <summary>Tokens joined at spaces. Each part that whisper.cpp timed is shared among its words by their letters.</summary>
    private List<Word> Words(SpeechSegment segment, List<SegmentData> found)
    {
        var words = new List<Word>();
        foreach (var part in found)
        {
            var spoken = Spoken(part).ToArray();
            var start = Math.Clamp(segment.Start + part.Start.TotalSeconds, segment.Start, segment.End);
            var end = Math.Clamp(segment.Start + part.End.TotalSeconds, start, segment.End);
            var letters = spoken.Sum(word => word.Text.Length);
            var before = 0;
            foreach (var (text, confidence) in spoken)
            {
                words.Add(new Word
                {
                    Text = text,
                    Start = start + ((end - start) * before / letters),
                    End = start + ((end - start) * (before + text.Length) / letters),
                    Confidence = confidence,
                    Timing = WordTiming.Interpolated,
                });
                before += text.Length;
            }
        }
        return words;
    }

    /// <summary>The words of a part with the mean probability of their tokens.</summary>
    private IEnumerable<(string Text, double Confidence)> Spoken(SegmentData part)
    {
        var text = new StringBuilder();
        var probabilities = new List<double>();
        foreach (var token in part.Tokens.Where(token => token.Id < header.EndOfText))
        {
            if (token.Text is [' ', ..] && text.ToString().Trim() is { Length: > 0 } word)
            {
                yield return (word, probabilities.Average());
                text.Clear();
                probabilities.Clear();
            }
            text.Append(token.Text);
            probabilities.Add(token.Probability);
        }
        if (text.ToString().Trim() is { Length: > 0 } last) yield return (last, probabilities.Average());
    }

    private bool IsAudible(SpeechSegment segment) =>
        segment.Samples.Length >= Shortest && AudioPiece.Loudest(segment.Samples) >= transcription.SilenceLevel;
}
