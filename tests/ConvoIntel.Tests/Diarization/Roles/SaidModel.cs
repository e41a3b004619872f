using ConvoIntel.Conversations;
using ConvoIntel.Diarization.Roles;

namespace ConvoIntel.Tests.Diarization.Roles;

/// <summary>A role model that goes by what each speaker's words say outright: "rep 0.97" makes the speaker the rep with that probability.</summary>
internal sealed class SaidModel : IRoleModel
{
    public ModelInfo Info => new("roles", "said", "1");

    public IReadOnlyList<SpeakerWords>? Asked { get; private set; }

    public IReadOnlyList<RoleJudgement> Judge(IReadOnlyList<SpeakerWords> speakers)
    {
        Asked = speakers;
        return
        [
            .. speakers.Select(speaker => new RoleJudgement(speaker.Speaker, speaker.Known switch
            {
                ParticipantRole.Rep => 1,
                ParticipantRole.Customer => 0,
                _ => double.Parse(speaker.Texts[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture),
            })),
        ];
    }

    public void Dispose()
    {
    }
}
