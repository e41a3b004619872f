using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Transcription;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization;

/// <summary>Tells speakers apart by channel, and puts what they said on one timeline.</summary>
internal sealed class TurnBuilder(IOptions<DiarizationOptions> options) : ITurnBuilder
{
    private readonly DiarizationOptions options = options.Value;

    public DiarizedConversation Build(Recording recording, int channels, IReadOnlyList<TranscribedSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);

        // 1. Segments fall into fragments at pauses and sentence ends.
        var splitter = new UtteranceSplitter(options);
        var fragments = InOrder(segments.SelectMany(splitter.Split));
        // 2. What one channel picked up from another goes.
        fragments = CrosstalkFilter.Apply(fragments, options.CrosstalkSimilarity, out var removed);
        // 3. Neighbouring fragments of one speaker become an utterance.
        fragments = InOrder(FragmentJoiner.Join(fragments, options));

        var participants = new ChannelParticipants(recording, channels);
        return new DiarizedConversation
        {
            Participants = participants.All,
            Utterances = Utterances(fragments, participants),
            SpeakersKnown = channels > 1,
            Warnings = Warnings(channels, removed, fragments.Count),
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

    private static List<string> Warnings(int channels, int removed, int utterances)
    {
        var warnings = new List<string>();
        if (channels == 1) warnings.Add("One channel: speakers are not told apart, and no metric that compares them is known.");
        if (removed > 0) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Crosstalk removed from the transcript: {removed} utterance{(removed == 1 ? "" : "s")} heard in two channels."));
        if (utterances == 0) warnings.Add("No speech was recognised.");
        return warnings;
    }
}
