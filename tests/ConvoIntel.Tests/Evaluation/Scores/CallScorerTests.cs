using ConvoIntel.Conversations;
using ConvoIntel.Evaluation;
using ConvoIntel.Evaluation.Scores;
using ConvoIntel.Evaluation.Sets;
using ConvoIntel.Evaluation.Words;
using ConvoIntel.Scoring;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Evaluation.Scores;

public sealed class CallScorerTests
{
    [Fact]
    public void Words_OverlappingSpeakers_AreNotAnErrorOfOrder()
    {
        Utterance[] said = [Said("rep", 0, 4, "what do they want"), Said("customer", 1, 2, "yes of course")];
        // Cut where the other comes in: in order of time the words are mixed up.
        Utterance[] heard = [Said("x", 0, 1, "what do"), Said("y", 1, 2, "yes of course"), Said("x", 2, 4, "they want")];

        var words = SpokenWords.Of(said, heard);

        Assert.Equal(0, words.Words.Errors);
        Assert.Equal(0, words.Characters.Errors);
        Assert.Equal(0, words.BySpeaker!.Value.Errors);
    }

    [Fact]
    public void Words_OneSpeakerForTwo_AreRightByWordsAndWrongBySpeaker()
    {
        Utterance[] said = [Said("rep", 0, 1, "hello there friend"), Said("customer", 1, 2, "hi")];
        Utterance[] heard = [Said("x", 0, 2, "hello there friend hi")];

        var words = SpokenWords.Of(said, heard);

        Assert.Equal(0, words.Words.Errors);
        // "hi" stands with the rep, and the customer is not heard: one added, one lost.
        Assert.Equal(new WordErrors(0, 1, 1, 4), words.BySpeaker);
    }

    [Fact]
    public void Voice_KnownTimes_AreCounted()
    {
        var time = VoiceTime.Of([new(1, 3), new(5, 6)], [new(2, 4)], [new Interval(0, 10)]);

        Assert.Equal(new VoiceTime(Found: 1, Missed: 2, FalseAlarm: 1, Silence: 6), time);
    }

    [Property]
    public void Voice_AnySpeech_AgreesWithCountingFrames(byte[] said, byte[] found)
    {
        var (reference, hypothesis) = (Spans(said), Spans(found));
        var time = VoiceTime.Of(reference, hypothesis, [new Interval(0, 20)]);

        // On a grid of 10 ms, frames are exact.
        bool[] Frames(List<Interval> spans) =>
            [.. Enumerable.Range(0, 2000).Select(t => spans.Any(s => t >= Math.Round(s.Start * 100) && t < Math.Round(s.End * 100)))];
        var (a, b) = (Frames(reference), Frames(hypothesis));
        int Count(bool x, bool y) => a.Zip(b).Count(pair => pair == (x, y));
        Assert.Equal(Count(true, true) / 100.0, time.Found, 6);
        Assert.Equal(Count(true, false) / 100.0, time.Missed, 6);
        Assert.Equal(Count(false, true) / 100.0, time.FalseAlarm, 6);
        Assert.Equal(Count(false, false) / 100.0, time.Silence, 6);
    }

    [Fact]
    public void Invented_WordsFarFromSpeech_AreCounted()
    {
        // Silence from 0 to 4.5, and from 6.5 to 10: nearer than half a second to speech nothing counts.
        var invented = InventedWords.Of([new(5, 6)], [Said("x", 0, 2, "thank you"), Said("x", 5, 6, "hello"), Said("x", 6.1, 6.5, "bye")], [new Interval(0, 10)]);

        Assert.Equal(new InventedWords(2, 8), invented);
    }

    [Fact]
    public void Invented_WordsWithTimes_AreCountedOneByOne()
    {
        var heard = Said("x", 0, 10, "you said") with
        {
            Words = [new Word { Text = "you", Start = 1, End = 1.2 }, new Word { Text = "said", Start = 9, End = 9.4 }, new Word { Text = "um", Start = 2, End = 2.1 }],
        };

        Assert.Equal(1, InventedWords.Of([new(8, 10)], [heard], [new Interval(0, 10)]).Words);
    }

    [Fact]
    public void Score_NobodySpeaks_CountsInventedWordsAndNoRate()
    {
        var scores = Score([], [Said("x", 1, 2, "thank you")], seconds: 60);

        Assert.Equal(new InventedWords(2, 60), scores.InventedInSilence);
        Assert.Null(scores.InventedInPauses);
        Assert.Equal(new WordErrors(0, 0, 2, 0), scores.Words);
    }

    [Fact]
    public void Tags_OneRightOneMissedOneWrong_AreCounted()
    {
        Utterance[] said = [Said("rep", 0, 2, "a", "question"), Said("rep", 4, 6, "b", "question"), Said("customer", 8, 9, "c")];
        Utterance[] heard = [Said("rep", 0.1, 2.1, "a", "question"), Said("rep", 4, 6, "b", "rapport"), Said("customer", 8, 9, "c", "question")];

        var tags = TagScores.Of(Indexed(said), Indexed(heard));

        Assert.Equal(new Detections(Recalled: 1, Expected: 2, Correct: 1, Found: 2), tags["question"]);
        Assert.Equal(new Detections(Recalled: 0, Expected: 0, Correct: 0, Found: 1), tags["rapport"]);
    }

    [Fact]
    public void NextSteps_OwnerAndDue_AreCountedOfThoseFound()
    {
        var reference = Call([Said("rep", 0, 1, "a"), Said("rep", 2, 3, "b"), Said("rep", 4, 5, "c")]) with
        {
            NextSteps = [Step("rep", "2026-03-10", 0), Step("both", null, 1), Step("customer", "2026-03-12", 2)],
        };
        var found = reference with { NextSteps = [Step("rep", "2026-03-11", 0), Step("both", null, 1)] };

        Assert.Equal(new NextStepScores(new Detections(2, 3, 2, 2), Matched: 2, RightOwner: 2, RightDue: 1), NextStepScores.Of(reference, found));
    }

    [Fact]
    public void Objections_TypeAndTime_MustBothBeRight()
    {
        var reference = Call([Said("customer", 0, 1, "a"), Said("customer", 2, 3, "b")]) with { Objections = [Objection("price", true, 0), Objection("need", false, 1)] };
        var found = reference with { Objections = [Objection("price", false, 0), Objection("trust", true, 1)] };

        Assert.Equal(new ObjectionScores(new Detections(1, 2, 1, 2), Matched: 1, RightAnswered: 0), ObjectionScores.Of(reference, found));
    }

    private static CallScores Score(Utterance[] said, Utterance[] heard, double seconds)
    {
        var item = new EvaluationItem { Name = "a", Reference = new Annotations([Call(said)]), Conditions = ["x"] };
        return new CallScorer(0.25).Score(item, new Heard { Whole = new Annotations([Call(heard)]), AudioSeconds = seconds });
    }

    private static Annotation Call(IReadOnlyList<Utterance> utterances) => new()
    {
        Name = "a",
        Path = "a.stm",
        Has = AnnotationParts.Words | AnnotationParts.Times | AnnotationParts.Speakers,
        Utterances = Indexed(utterances),
    };

    private static List<Utterance> Indexed(IReadOnlyList<Utterance> utterances) => [.. utterances.Select((u, i) => u with { Index = i })];

    private static Utterance Said(string speaker, double start, double end, string text, params string[] tags) => new()
    {
        Index = 0,
        Speaker = speaker,
        Role = speaker switch { "rep" => ParticipantRole.Rep, "customer" => ParticipantRole.Customer, _ => ParticipantRole.Unknown },
        Start = start,
        End = end,
        Text = text,
        Tags = [.. tags.Select(tag => new UtteranceTag(tag, 1))],
    };

    private static NextStep Step(string owner, string? due, int utterance) => new()
    {
        Action = "do it",
        Owner = owner,
        Due = due is null ? null : DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture),
        Utterances = [utterance],
        Quote = "",
        Confidence = 1,
    };

    private static Objection Objection(string type, bool addressed, int utterance) => new()
    {
        Type = type,
        Utterances = [utterance],
        Addressed = addressed,
        ResponseUtterances = [],
        Quote = "",
        RaisedAt = 0,
        Confidence = 1,
    };

    private static List<Interval> Spans(byte[] numbers) => [.. numbers.Chunk(2).Where(pair => pair.Length == 2)
        .Select(pair => new Interval(pair[0] * 7 % 1900 / 100.0, ((pair[0] * 7 % 1900) + (pair[1] % 100)) / 100.0))];
}
