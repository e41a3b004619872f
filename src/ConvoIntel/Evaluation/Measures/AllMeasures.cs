using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Speakers;
using ConvoIntel.Evaluation.Words;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation.Measures;

/// <summary>Every figure that an evaluation can show, in the order in which it shows them; defined in <c>Evaluation/README.md</c>.</summary>
internal static class AllMeasures
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        .. Words(), .. Speakers(), .. Voice("voice", "segments", c => c.Voice), .. Voice("voiceModel", "model frames", c => c.VoiceModel),
        .. Language("heard", c => c.HeardTags, c => c.HeardNextSteps, c => c.HeardObjections),
        .. Language("read", c => c.ReadTags, c => c.ReadNextSteps, c => c.ReadObjections),
    ];

    private static Measure[] Words() =>
    [
        Errors("wer", "word error rate", c => c.Words),
        Errors("wer.bySpeaker", "word error rate, speakers counted", c => c.WordsBySpeaker),
        Low("cer", "character error rate", c => c.Characters is { } e ? [e.Errors, e.Characters] : null),
        Low("wer.substitutions", "words heard as others", c => Part(c.Words, e => e.Substitutions)),
        Low("wer.deletions", "words not heard", c => Part(c.Words, e => e.Deletions)),
        Low("wer.insertions", "words added", c => Part(c.Words, e => e.Insertions)),
        Invented("invented.silence", "invented words a minute, nobody speaks", c => c.InventedInSilence),
        Invented("invented.pauses", "invented words a minute, in pauses", c => c.InventedInPauses),
    ];

    private static Measure[] Speakers() =>
    [
        Low("der", "diarization error rate", c => Part(c.Speakers, e => e.Missed + e.FalseAlarm + e.Confusion)),
        Low("der.missed", "speech missed", c => Part(c.Speakers, e => e.Missed)),
        Low("der.falseAlarm", "speech invented", c => Part(c.Speakers, e => e.FalseAlarm)),
        Low("der.confusion", "speakers confused", c => Part(c.Speakers, e => e.Confusion)),
    ];

    private static Measure[] Voice(string key, string of, Func<CallScores, VoiceTime?> time) =>
    [
        High($"{key}.f1", $"voice F1, {of}", c => Part(time(c)), v => v[0] + v[1] > 0 ? Share(2 * v[0], (2 * v[0]) + v[1] + v[2]) : null),
        High($"{key}.precision", $"voice precision, {of}", c => Part(time(c)), v => Share(v[0], v[0] + v[2])),
        High($"{key}.recall", $"voice recall, {of}", c => Part(time(c)), v => Share(v[0], v[0] + v[1])),
        High($"{key}.falseAlarm", $"silence taken for speech, {of}", c => Part(time(c)), v => Share(v[2], v[2] + v[3])) with { HigherIsBetter = false },
    ];

    private static IEnumerable<Measure> Language(
        string key,
        Func<CallScores, IReadOnlyDictionary<string, Detections>?> tags,
        Func<CallScores, NextStepScores?> steps,
        Func<CallScores, ObjectionScores?> objections)
    {
        yield return High($"{key}.tags.macroF1", $"tags, macro F1, {key}", c => TagSums.Of(tags(c)), TagSums.MacroF1);
        yield return High($"{key}.tags.microF1", $"tags, micro F1, {key}", c => TagSums.Of(tags(c)), TagSums.MicroF1);
        yield return High($"{key}.nextSteps.precision", $"next steps, precision, {key}", c => Sums(steps(c)?.Found), v => Share(v[2], v[3]));
        yield return High($"{key}.nextSteps.recall", $"next steps, recall, {key}", c => Sums(steps(c)?.Found), v => Share(v[0], v[1]));
        yield return High($"{key}.nextSteps.owner", $"owner right, of those found, {key}", c => steps(c) is { } s ? [s.RightOwner, s.Matched] : null);
        yield return High($"{key}.nextSteps.due", $"due date exact, of those found, {key}", c => steps(c) is { } s ? [s.RightDue, s.Matched] : null);
        yield return High($"{key}.objections.precision", $"objections, precision, {key}", c => Sums(objections(c)?.Found), v => Share(v[2], v[3]));
        yield return High($"{key}.objections.recall", $"objections, recall, {key}", c => Sums(objections(c)?.Found), v => Share(v[0], v[1]));
        yield return High($"{key}.objections.answered", $"answered or not right, of those found, {key}", c => objections(c) is { } o ? [o.RightAnswered, o.Matched] : null);
        foreach (var tag in Tags.All)
            yield return High($"{key}.tag.{tag}", $"`{tag}`, F1, {key}", c => Sums(tags(c)?.GetValueOrDefault(tag)), v => v[1] > 0 ? TagSums.F1(v) : null);
    }

    private static Measure Errors(string key, string label, Func<CallScores, WordErrors?> errors) => Low(key, label, c => Part(errors(c), e => e.Errors));

    private static Measure Invented(string key, string label, Func<CallScores, InventedWords?> invented) =>
        Low(key, label, c => invented(c) is { } words ? [words.Words, words.Seconds / 60] : null) with { Unit = MeasureUnit.PerMinute };

    private static Measure Low(string key, string label, Func<CallScores, double[]?> parts) =>
        new() { Key = key, Label = label, Parts = parts, Value = v => Share(v[0], v[1]), HigherIsBetter = false };

    private static Measure High(string key, string label, Func<CallScores, double[]?> parts, Func<double[], double?>? value = null) =>
        new() { Key = key, Label = label, Parts = parts, Value = value ?? (v => Share(v[0], v[1])) };

    private static double[]? Part(WordErrors? errors, Func<WordErrors, int> part) => errors is { } e ? [part(e), e.Words] : null;

    private static double[]? Part(DiarizationErrors? errors, Func<DiarizationErrors, double> part) => errors is { } e ? [part(e), e.Speech] : null;

    private static double[]? Part(VoiceTime? time) => time is { } t ? [t.Found, t.Missed, t.FalseAlarm, t.Silence] : null;

    private static double[]? Sums(Detections? found) => found is { } f ? [f.Recalled, f.Expected, f.Correct, f.Found] : null;

    private static double? Share(double part, double whole) => whole > 0 ? part / whole : null;
}
