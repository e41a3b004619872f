using ConvoIntel.Conversations;
using ConvoIntel.Evaluation;
using ConvoIntel.Evaluation.Formats;

namespace ConvoIntel.Tests.Evaluation.Formats;

public sealed class AnnotationFilesTests
{
    [Fact]
    public void Read_Stm_GivesSegmentsByRecording()
    {
        var read = Read("calls.stm",
            """
            ;; a comment
            one A rep_1 0.5 2.25 <o,f0,male> hello { there / their } (%hesitation) friend
            two 1 spk 0 1 no labels here
            one A inter_segment_gap 2.25 3.0 <o>
            one B customer 3.0 4.0 <o> IGNORE_TIME_SEGMENT_IN_SCORING
            one B customer 4.0 5.5 <o> bye
            """);

        Assert.Equal(["one", "two"], read.Select(a => a.Name));
        var first = read[0].Utterances;
        Assert.Equal(["hello there (%hesitation) friend", "bye"], first.Select(u => u.Text));
        Assert.Equal((ParticipantRole.Rep, 0.5, 2.25), (first[0].Role, first[0].Start, first[0].End));
        Assert.Equal((3.0, 4.0), (read[0].Unscored[0].Start, read[0].Unscored[0].End));
        Assert.Equal("no labels here", read[1].Utterances[0].Text);
    }

    [Fact]
    public void Read_Ctm_JoinsWordsUpToAPause()
    {
        var read = Read("calls.ctm", "one 1 0.00 0.30 twenty 0.9\none 1 0.40 0.30 two\none 1 2.00 0.20 bye\n");

        Assert.Equal(["twenty two", "bye"], read[0].Utterances.Select(u => u.Text));
        Assert.Equal(0.7, read[0].Utterances[0].End, 9);
        Assert.Equal(2, read[0].Utterances[0].Words.Count);
        Assert.False(read[0].Offers(AnnotationParts.Speakers));
    }

    [Fact]
    public void Read_Rttm_GivesSpeakers()
    {
        var read = Read("x.rttm", "SPKR-INFO one 1 <NA> <NA> <NA> unknown ann <NA>\nSPEAKER one 1 1.5 2.5 <NA> <NA> ann <NA> <NA>\n");

        Assert.Equal(("ann", 1.5, 4.0), (read[0].Utterances[0].Speaker, read[0].Utterances[0].Start, read[0].Utterances[0].End));
        Assert.False(read[0].Offers(AnnotationParts.Words));
    }

    [Fact]
    public void Read_Subtitles_GivesCues()
    {
        var vtt = Read("call.vtt", "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>Hello there\n");
        var srt = Read("call.srt", "1\n00:00:01,000 --> 00:00:02,500\nHello there\n");

        Assert.Equal("Hello there", vtt[0].Utterances[0].Text);
        Assert.True(vtt[0].Offers(AnnotationParts.Speakers));
        Assert.Equal(2.5, srt[0].Utterances[0].End);
        Assert.False(srt[0].Offers(AnnotationParts.Speakers));
    }

    [Fact]
    public void Read_ReferenceJson_GivesTagsAndFindings()
    {
        var read = Read("call.json", Json("""["next_step"]"""));

        Assert.Equal("next_step", read[0].Utterances[0].Tags[0].Tag);
        Assert.Equal(new DateOnly(2026, 3, 10), read[0].NextSteps[0].Due);
        Assert.Equal(["noisy"], read[0].Conditions);
        Assert.True(read[0].Offers(AnnotationParts.Tags | AnnotationParts.NextSteps));
        Assert.False(read[0].Offers(AnnotationParts.Objections));
    }

    [Fact]
    public void Read_TaggedLines_GivesAConversationForEachHeading()
    {
        var read = Read("set.tsv", "# one\nR\trapport,question\tHi, how are you?\nC\t-\tFine.\n# two\nC\tpain\tIt hurts.\n");

        Assert.Equal(["set-01", "set-02"], read.Select(a => a.Name));
        Assert.Equal(["rapport", "question"], read[0].Utterances[0].Tags.Select(t => t.Tag));
        Assert.Equal(ParticipantRole.Customer, read[0].Utterances[1].Role);
    }

    [Theory]
    [InlineData("quiet.stm", "")]
    [InlineData("quiet.stm", ";; nobody speaks\n\n")]
    [InlineData("quiet.ctm", "\n")]
    [InlineData("quiet.rttm", "")]
    [InlineData("quiet.vtt", "WEBVTT\n")]
    public void Read_FileWithoutRows_IsSilence(string name, string text)
    {
        var read = Assert.Single(Read(name, text));

        Assert.Equal("quiet", read.Name);
        Assert.Empty(read.Utterances);
        Assert.True(read.Offers(AnnotationParts.Times));
    }

    [Theory]
    [InlineData("a.stm", "one A spk 0.5\n", "line 1: there are 4 columns, at least 5 are needed")]
    [InlineData("a.stm", ";;\none A spk 0.5 x <o> hello\n", "line 2: the end 'x' is no time in seconds")]
    [InlineData("a.stm", "one A spk 3 2 <o> hello\n", "line 1: the segment ends before it starts")]
    [InlineData("a.ctm", "one 1 -1 0.2 word\n", "line 1: the start '-1' is no time in seconds")]
    [InlineData("a.rttm", "SPEAKER one 1 0.5 1.0\n", "line 1: there are 5 columns, at least 8 are needed")]
    [InlineData("a.tsv", "R\tpainn\tIt hurts\n", "line 1: 'painn' is not a tag of the taxonomy")]
    [InlineData("a.json", "{ \"utterances\": [ }", "line 1 is not JSON as it should be")]
    [InlineData("a.json", """{ "utterances": [ { "speaker": "rep", "start": 1 } ] }""", "'utterances[0]' has no 'end'")]
    [InlineData("a.json", """{ "schema": "convointel/conversation/1" }""", "this is what ConvoIntel made of the call, and no truth to judge it by")]
    public void Read_WhatIsWrong_NamesFileLineAndReason(string name, string text, string problem)
    {
        var error = Assert.Throws<ConvoIntelException>(() => Read(name, text));

        Assert.Equal(name, error.SourceName);
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.NotEqual("", error.Remedy);
    }

    [Fact]
    public void Read_UnknownTagInJson_IsRefusedWithTheKnownOnes()
    {
        var error = Assert.Throws<ConvoIntelException>(() => Read("call.json", Json("""["objection.prize"]""")));

        Assert.Contains("utterances[0].tags[0]", error.Problem, StringComparison.Ordinal);
        Assert.Contains("objection.price", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "version": "3.0.0", "participants": [] }""")]
    [InlineData("[1, 2]")]
    [InlineData("""{ "schema": "convointel/evaluation/1" }""")]
    public void Read_OtherJson_IsPassedOver(string text) => Assert.Empty(Read("call.json", text));

    private static IReadOnlyList<Annotation> Read(string name, string text) => AnnotationFiles.Read(name, text, results: false);

    private static string Json(string tags) =>
        $$"""
        {
          "condition": "noisy",
          "utterances": [ { "speaker": "rep", "role": "rep", "start": 1, "end": 2, "text": "I'll send it Tuesday.", "tags": {{tags}} } ],
          "nextSteps": [ { "action": "Send it", "owner": "rep", "due": "2026-03-10", "utterances": [0] } ]
        }
        """;
}
