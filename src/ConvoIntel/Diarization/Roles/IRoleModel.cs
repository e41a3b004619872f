using ConvoIntel.Conversations;

namespace ConvoIntel.Diarization.Roles;

/// <summary>Tells by what the speakers of a call say which of them are the rep's side; loaded once and shared by all calls.</summary>
public interface IRoleModel : IDisposable
{
    ModelInfo Info { get; }

    /// <summary>A judgement for each speaker, in their order. The speakers are weighed together: each says something of the others.</summary>
    IReadOnlyList<RoleJudgement> Judge(IReadOnlyList<SpeakerWords> speakers);
}

/// <summary>One speaker of a call, and all that this speaker says.</summary>
/// <param name="Speaker">Identifier of the speaker.</param>
/// <param name="Texts">Utterances, as written or as recognised.</param>
/// <param name="Known">The role, where it is known: it is kept, and helps with the others.</param>
public sealed record SpeakerWords(string Speaker, IReadOnlyList<string> Texts, ParticipantRole Known = ParticipantRole.Unknown);

/// <summary>The side of one speaker.</summary>
/// <param name="Speaker">As in <see cref="SpeakerWords"/>.</param>
/// <param name="RepProbability">Probability, 0 to 1, that this speaker is on the rep's side.</param>
public sealed record RoleJudgement(string Speaker, double RepProbability)
{
    public ParticipantRole Role => RepProbability >= 0.5 ? ParticipantRole.Rep : ParticipantRole.Customer;

    /// <summary>Probability of <see cref="Role"/>, 0.5 to 1.</summary>
    public double Confidence => Of(Role);

    /// <summary>Probability of a side.</summary>
    public double Of(ParticipantRole role) => role == ParticipantRole.Rep ? RepProbability : 1 - RepProbability;
}
