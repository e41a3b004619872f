using ConvoIntel.Conversations;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;

namespace ConvoIntel.Batching;

/// <summary>
/// The windows of one call on their way to the batch. Where the language is to be told, the first half minute of each channel's speech
/// waits here until it tells, so that all of a channel is written in one language, whatever shares the batch.
/// </summary>
internal sealed class CallWindows(CallQueue queue, ISpeechRecognizer recognizer)
{
    /// <summary>Seconds of speech that tell a language.</summary>
    private const double Enough = 30;

    /// <summary>A channel with fewer seconds of speech ("yes", "hm") is taken for the language of the one that says most.</summary>
    private const double AtLeast = 4;

    private const string NothingHeard = "en";

    private readonly SortedDictionary<int, Voice> voices = [];
    private readonly List<Task<TranscribedSegment>> queued = [];

    /// <summary>Takes a window, waiting for room in the batch.</summary>
    public async Task AddAsync(SpeechSegment segment, CancellationToken cancellationToken)
    {
        if (!voices.TryGetValue(segment.Channel, out var voice))
            voices.Add(segment.Channel, voice = new Voice { Language = Given(segment.Channel) });
        voice.Seconds += segment.End - segment.Start;
        voice.Waiting.Add(segment);
        if (voice.Language is null && voice.Seconds >= Enough)
            voice.Language = await TellAsync(voice, cancellationToken).ConfigureAwait(false);
        if (voice.Language is not null)
            await QueueAsync(voice, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits for the text of all windows; with it comes what each channel speaks.</summary>
    public async Task<(IReadOnlyList<TranscribedSegment> Segments, IReadOnlyList<ChannelLanguage> Languages)> FinishAsync(CancellationToken cancellationToken)
    {
        ChannelLanguage? most = null;
        foreach (var (channel, voice) in voices.OrderByDescending(entry => entry.Value.Seconds))
        {
            voice.Language ??= voice.Seconds < AtLeast && most is not null
                ? most with { Channel = channel }
                : await TellAsync(voice, cancellationToken).ConfigureAwait(false);
            most ??= voice.Language;
            await QueueAsync(voice, cancellationToken).ConfigureAwait(false);
        }

        queue.Complete();
        var segments = await Task.WhenAll(queued).WaitAsync(cancellationToken).ConfigureAwait(false);
        return (segments, [.. voices.Values.Select(voice => voice.Language!)]);
    }

    private ChannelLanguage? Given(int channel) => recognizer.Languages.Fixed is { } code
        ? new ChannelLanguage { Channel = channel, Code = code, Translated = recognizer.Languages.Translates && code != "en" }
        : null;

    private async Task<ChannelLanguage> TellAsync(Voice voice, CancellationToken cancellationToken)
    {
        var told = await recognizer.DetectLanguageAsync(voice.Waiting, cancellationToken).ConfigureAwait(false);
        return new ChannelLanguage
        {
            Channel = voice.Waiting[0].Channel,
            Code = told?.Code ?? NothingHeard,
            Probability = told?.Probability,
            Translated = recognizer.Languages.Translates && told is { Code: not "en" },
        };
    }

    private async Task QueueAsync(Voice voice, CancellationToken cancellationToken)
    {
        foreach (var segment in voice.Waiting)
            queued.Add(await queue.QueueAsync(segment with { Language = voice.Language!.Code }, cancellationToken).ConfigureAwait(false));
        voice.Waiting.Clear();
    }

    private sealed class Voice
    {
        public ChannelLanguage? Language { get; set; }

        public double Seconds { get; set; }

        public List<SpeechSegment> Waiting { get; } = [];
    }
}
