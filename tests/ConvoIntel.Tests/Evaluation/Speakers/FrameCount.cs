using ConvoIntel.Evaluation.Speakers;

namespace ConvoIntel.Tests.Evaluation.Speakers;

/// <summary>The diarization error rate in the plainest way: 10 ms frames, and every matching of at most four speakers tried.</summary>
internal static class FrameCount
{
    private const int FramesInSecond = 100;

    public static DiarizationErrors Of(IReadOnlyList<SpeakerSpan> reference, IReadOnlyList<SpeakerSpan> hypothesis, double collar)
    {
        var length = Frame(reference.Concat(hypothesis).Select(span => span.End).DefaultIfEmpty().Max());
        var (said, found) = (Tracks(reference, length), Tracks(hypothesis, length));
        var scored = Scored(said, length, (int)Math.Round(collar * FramesInSecond));

        return Matchings(said.Count, found.Count)
            .Select(match => Count(said, found, scored, match))
            .MinBy(errors => errors.Confusion);
    }

    private static DiarizationErrors Count(List<bool[]> said, List<bool[]> found, bool[] scored, int[] match)
    {
        var (missed, alarm, confused, speech) = (0, 0, 0, 0);
        for (var t = 0; t < scored.Length; t++)
        {
            if (!scored[t]) continue;
            var (inReference, inHypothesis) = (said.Count(track => track[t]), found.Count(track => track[t]));
            var right = Enumerable.Range(0, said.Count).Count(i => said[i][t] && match[i] >= 0 && found[match[i]][t]);
            speech += inReference;
            missed += Math.Max(0, inReference - inHypothesis);
            alarm += Math.Max(0, inHypothesis - inReference);
            confused += Math.Min(inReference, inHypothesis) - right;
        }

        return new(missed / 100.0, alarm / 100.0, confused / 100.0, speech / 100.0);
    }

    private static List<bool[]> Tracks(IReadOnlyList<SpeakerSpan> spans, int length) =>
    [
        .. spans.GroupBy(span => span.Speaker).Select(group =>
        {
            var track = new bool[length];
            foreach (var span in group) Array.Fill(track, true, Frame(span.Start), Frame(span.End) - Frame(span.Start));
            return track;
        }),
    ];

    private static bool[] Scored(List<bool[]> said, int length, int collar)
    {
        var scored = new bool[length];
        Array.Fill(scored, true);
        foreach (var track in said)
        {
            for (var t = 0; t <= length; t++)
            {
                var (before, after) = (t > 0 && track[t - 1], t < length && track[t]);
                if (before == after) continue;
                for (var near = Math.Max(0, t - collar); near < Math.Min(length, t + collar); near++) scored[near] = false;
            }
        }

        return scored;
    }

    private static IEnumerable<int[]> Matchings(int said, int found)
    {
        if (said == 0) return [[]];
        return Matchings(said - 1, found).SelectMany(begun =>
            Enumerable.Range(-1, found + 1).Where(other => other < 0 || !begun.Contains(other)).Select(other => begun.Append(other).ToArray()));
    }

    private static int Frame(double seconds) => (int)Math.Round(seconds * FramesInSecond);
}
