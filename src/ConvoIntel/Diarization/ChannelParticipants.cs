using System.Globalization;
using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Diarization;

/// <summary>
/// Who speaks on which channel: as the participants say; else, of two channels, the rep on the recording's rep channel and
/// the customer on the other; else a participant made for the channel.
/// </summary>
internal sealed class ChannelParticipants
{
    public const string UnknownSpeaker = "speaker";

    private readonly List<Participant> all;
    private readonly Participant[] byChannel;

    private ChannelParticipants(List<Participant> all, Participant[] byChannel) => (this.all, this.byChannel) = (all, byChannel);

    public ChannelParticipants(Recording recording, int channels)
    {
        all = [.. recording.Participants];
        byChannel = channels == 1
            ? [Add(UnknownSpeaker, ParticipantRole.Unknown, null)]
            : [.. Enumerable.Range(0, channels).Select(channel => Assign(channel, Role(recording, channel, channels)))];
    }

    /// <summary>
    /// Voices of one channel: who of those expected each of them is nobody knows yet, so each is a participant of its own,
    /// <c>speaker-1</c> and so on. A voice's number stands for the channel.
    /// </summary>
    public static ChannelParticipants ForVoices(Recording recording, int voices)
    {
        var made = VoiceParticipants.Make(voices, recording.Participants);
        return new ChannelParticipants([.. recording.Participants, .. made], [.. made]);
    }

    /// <summary>Those expected, then those made for a channel; channels filled in.</summary>
    public IReadOnlyList<Participant> All => all;

    public Participant this[int channel] => byChannel[channel];

    private static ParticipantRole Role(Recording recording, int channel, int channels)
    {
        if (channel == recording.RepChannel) return ParticipantRole.Rep;
        return channels == 2 ? ParticipantRole.Customer : ParticipantRole.Unknown;
    }

    private Participant Assign(int channel, ParticipantRole role)
    {
        if (all.Find(participant => participant.Channel == channel) is { } named) return named;
        var at = all.FindIndex(participant => participant.Channel is null && participant.Role == role);
        // Past two channels nothing is said of the others' sides: they take the participants in order.
        if (at < 0 && role == ParticipantRole.Unknown)
            at = all.FindIndex(participant => participant.Channel is null && participant.Role != ParticipantRole.Rep);
        if (at < 0) return Add(Name(role, channel), role, channel);
        return all[at] = all[at] with { Channel = channel };
    }

    private static string Name(ParticipantRole role, int channel) => role switch
    {
        ParticipantRole.Rep => "rep",
        ParticipantRole.Customer => "customer",
        _ => string.Create(CultureInfo.InvariantCulture, $"{UnknownSpeaker}-{channel + 1}"),
    };

    private Participant Add(string name, ParticipantRole role, int? channel)
    {
        var id = name;
        for (var number = 2; all.Exists(participant => participant.Id == id); number++)
            id = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        var made = new Participant { Id = id, Role = role, Channel = channel };
        all.Add(made);
        return made;
    }
}
