using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Participants for voices of whom nothing is known but that they differ: <c>speaker-1</c> and so on, "Speaker 1" to people.</summary>
internal static class VoiceParticipants
{
    /// <summary>
    /// How many people the source names, where it names more than one by more than a role: no more voices are looked for then.
    /// </summary>
    public static int? Expected(Recording recording)
    {
        var named = recording.Participants.Count(p => p is not { Name: null, Email: null, Phone: null, CrmId: null });
        return named >= 2 ? named : null;
    }

    /// <summary>One for each voice, in order; none of them says which of the recording's expected participants it is.</summary>
    public static IReadOnlyList<Participant> Make(int voices, IReadOnlyList<Participant> expected) =>
        [.. Enumerable.Range(1, voices).Select(number => One(number, expected))];

    private static Participant One(int number, IReadOnlyList<Participant> expected)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{ChannelParticipants.UnknownSpeaker}-{number}");
        while (expected.Any(p => p.Id == id)) id += "-voice";
        return new Participant
        {
            Id = id,
            Name = string.Create(CultureInfo.InvariantCulture, $"Speaker {number}"),
            Role = ParticipantRole.Unknown,
        };
    }
}
