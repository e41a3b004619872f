using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization;

/// <summary>Tells speakers apart by channel, or by voice in a single channel, and puts what they said on one timeline.</summary>
internal sealed class TurnBuilder(IOptions<DiarizationOptions> options) : ITurnBuilder
{
    private readonly DiarizationOptions options = options.Value;

    public DiarizedConversation Build(Recording recording, int channels, IReadOnlyList<TranscribedSegment> segments, VoiceTurns? voices)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);

        // 1. Two voices or more in one channel: from here on a voice is a channel. One voice tells no more than the channel did.
        var byVoice = channels == 1 && voices?.Speakers > 1 ? voices : null;
        if (byVoice is not null) segments = [.. WordSpeakers.Assign(segments, byVoice.Turns)];
        // 2. Segments fall into fragments at pauses and sentence ends.
        var splitter = new UtteranceSplitter(options);
        var fragments = InOrder(segments.SelectMany(splitter.Split));
        // 3. What one channel picked up from another goes.
        var removed = 0;
        if (byVoice is null) fragments = CrosstalkFilter.Apply(fragments, options.CrosstalkSimilarity, out removed);
        // 4. Neighbouring fragments of one speaker become an utterance.
        fragments = InOrder(FragmentJoiner.Join(fragments, options));

        var participants = byVoice is null ? new ChannelParticipants(recording, channels) : ChannelParticipants.ForVoices(recording, byVoice.Speakers);
        return new DiarizedConversation
        {
            Participants = participants.All,
            Utterances = Utterances(fragments, participants),
            SpeakersKnown = channels > 1 || byVoice is not null,
            VoiceConfidence = byVoice?.Confidence,
            Warnings = Warnings(channels, voices, removed, fragments.Count),
        };
    }

    private static List<Fragment> InOrder(IEnumerable<Fragment> fragments) =>
        [.. fragments.OrderBy(fragment => fragment.Start).ThenBy(fragment => fragment.Channel)];

    private static List<Utterance> Utterances(List<Fragment> fragments, ChannelParticipants participants)
    {
        var utterances = new List<Utterance>(fragments.Count);
        foreach (var fragment in fragments)
        {
            var speaker = participants[fragment.Channel];
            var before = utterances.FindLast(utterance => !utterance.Backchannel);
            var heard = before is not null && before.Speaker != speaker.Id ? before.Text : null;
            utterances.Add(new Utterance
            {
                Index = utterances.Count,
                Speaker = speaker.Id,
                Role = speaker.Role,
                Start = fragment.Start,
                End = fragment.End,
                Text = fragment.Text,
                Words = fragment.Words,
                Backchannel = Backchannels.IsBackchannel(fragment.Text, heard),
                AverageLogProbability = fragment.AverageLogProbability,
            });
        }

        return utterances;
    }

    private static List<string> Warnings(int channels, VoiceTurns? voices, int removed, int utterances)
    {
        var warnings = new List<string>();
        if (channels == 1) warnings.Add(OneChannel(voices));
        if (removed > 0) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Crosstalk removed from the transcript: {removed} utterance{(removed == 1 ? "" : "s")} heard in two channels."));
        if (utterances == 0) warnings.Add("No speech was recognised.");
        return warnings;
    }

    private static string OneChannel(VoiceTurns? voices) => voices switch
    {
        { Speakers: > 1 } => string.Create(
            CultureInfo.InvariantCulture,
            // Rounded down: nothing here is certain.
            $"One channel: {voices.Speakers} speakers were told apart by their voices (confidence {Math.Min(0.99, Math.Floor(voices.Confidence * 100) / 100):0.00}); sides and talk figures rest on that."),
        { Speakers: 1 } => "One channel: one voice was heard, so speakers are not told apart, and no metric that compares them is known.",
        _ => "One channel: speakers are not told apart, and no metric that compares them is known.",
    };
}
