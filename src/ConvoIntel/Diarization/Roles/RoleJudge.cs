using ConvoIntel.Conversations;

namespace ConvoIntel.Diarization.Roles;

/// <summary>From log-odds of utterances to who is on which side, as <c>models/training/roles/sides.py</c> does it.</summary>
internal static class RoleJudge
{
    /// <summary>Speakers up to which every way to share them out is weighed; of more, each is judged alone.</summary>
    private const int MostTogether = 8;

    /// <summary>
    /// Log-odds that a speaker is the rep. Utterances of one call are not independent: their sum is divided by a power of their number,
    /// and held within what the calls that the model was calibrated on can vouch for.
    /// </summary>
    public static double Evidence(IReadOnlyCollection<double> logOdds, RoleModelConfig config)
    {
        if (logOdds.Count == 0) return 0;
        var sum = logOdds.Sum(each => Math.Clamp(each, -config.UtteranceCap, config.UtteranceCap));
        return Math.Clamp(config.Scale * sum / Math.Pow(logOdds.Count, config.Shrink), -config.SpeakerCap, config.SpeakerCap);
    }

    /// <summary>Probability of each speaker to be on the rep's side; every way to share them out that fits what is known is weighed.</summary>
    public static double[] RepProbabilities(IReadOnlyList<double> evidence, IReadOnlyList<ParticipantRole> known, double oneSided)
    {
        var count = evidence.Count;
        if (count is 1 or > MostTogether) return [.. evidence.Select((each, i) => Known(known[i]) ?? 1 / (1 + Math.Exp(-each)))];
        var reps = new double[count];
        var all = 0.0;
        for (var sides = 0; sides < 1 << count; sides++)
        {
            if (!Fits(sides, known)) continue;
            var weight = sides == 0 || sides == (1 << count) - 1 ? oneSided / 2 : (1 - oneSided) / ((1 << count) - 2);
            for (var i = 0; i < count; i++) if (IsRep(sides, i)) weight *= Math.Exp(evidence[i]);
            all += weight;
            for (var i = 0; i < count; i++) if (IsRep(sides, i)) reps[i] += weight;
        }

        return [.. reps.Select(rep => rep / all)];
    }

    private static bool Fits(int sides, IReadOnlyList<ParticipantRole> known)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (Known(known[i]) is { } side && IsRep(sides, i) != side > 0) return false;
        }

        return true;
    }

    private static bool IsRep(int sides, int speaker) => (sides & (1 << speaker)) != 0;

    private static double? Known(ParticipantRole role) => role switch
    {
        ParticipantRole.Rep => 1,
        ParticipantRole.Customer => 0,
        _ => null,
    };
}
