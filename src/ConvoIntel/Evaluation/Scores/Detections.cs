namespace ConvoIntel.Evaluation.Scores;

/// <summary>
/// Counts behind precision, recall and F1. Found and expected are matched separately, since a call's words are cut differently by ear
/// and by hand; where the cuts are the same, <see cref="Recalled"/> and <see cref="Correct"/> are too.
/// </summary>
/// <param name="Recalled">Expected items that were found.</param>
/// <param name="Expected">Items of the reference.</param>
/// <param name="Correct">Found items that were expected.</param>
/// <param name="Found">Items of the hypothesis.</param>
internal readonly record struct Detections(int Recalled, int Expected, int Correct, int Found)
{
    public static Detections operator +(Detections a, Detections b) =>
        new(a.Recalled + b.Recalled, a.Expected + b.Expected, a.Correct + b.Correct, a.Found + b.Found);

    public static Detections Of(IEnumerable<bool> expectedFound, IEnumerable<bool> foundExpected)
    {
        var (expected, found) = (expectedFound.ToList(), foundExpected.ToList());
        return new(expected.Count(hit => hit), expected.Count, found.Count(hit => hit), found.Count);
    }
}
