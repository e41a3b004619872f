using ConvoIntel.Understanding.Objections;

namespace ConvoIntel.Tests.Understanding;

public sealed class ObjectionFinderTests
{
    [Fact]
    public void Find_RepeatedConcern_IsOneObjectionWithItsAnswers()
    {
        var talk = Talk.Lines(
            "C objection.price,pricing: That's well over what we set aside.",
            "R objection_response: I hear you. What did you set aside?",
            "C: About eight.",
            "C objection.price: And there's nothing left this year.",
            "R objection_response,pricing: We could bill in January.");

        var objection = Assert.Single(ObjectionFinder.Find(talk, 6));

        Assert.Equal("price", objection.Type);
        Assert.Equal([0, 3], objection.Utterances);
        Assert.True(objection.Addressed);
        Assert.Equal([1, 4], objection.ResponseUtterances);
        Assert.Equal("That's well over what we set aside.", objection.Quote);
        Assert.Equal(0, objection.RaisedAt);
    }

    [Fact]
    public void Find_NobodyAnswers_IsLeftOpen()
    {
        var talk = Talk.Lines(
            "C objection.authority: I can't sign that off myself.",
            "R: Okay.",
            "R rapport: Well, thanks for your time.");

        var objection = Assert.Single(ObjectionFinder.Find(talk, 6));

        Assert.False(objection.Addressed);
        Assert.Empty(objection.ResponseUtterances);
        Assert.Null(objection.ResponseQuote);
    }

    [Fact]
    public void Find_TwoConcernsOneAnswer_AnswersTheLatter()
    {
        var talk = Talk.Lines(
            "C objection.trust: How do I know you'll be around in two years?",
            "C objection.effort: And my team won't learn another tool.",
            "R objection_response,value_proposition: There's nothing to learn, it sits in Outlook.");

        var objections = ObjectionFinder.Find(talk, 6);

        Assert.False(objections.Single(o => o.Type == "trust").Addressed);
        Assert.True(objections.Single(o => o.Type == "effort").Addressed);
    }

    [Fact]
    public void Find_RepReturnsToItLater_IsAddressed()
    {
        string[] between = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? "R: And that is the map." : "C: I see.")];
        var talk = Talk.Lines(["C objection.trust: I'd want to see proof.", .. between, "R objection_response: You asked for proof: here are two hospitals."]);

        Assert.Equal([21], Assert.Single(ObjectionFinder.Find(talk, 6)).ResponseUtterances);
    }

    [Fact]
    public void Find_AnswerAboutThePriceAfterAnotherConcernWasAnswered_GoesBackToThePrice()
    {
        var talk = Talk.Lines(
            "C objection.price,pricing: That's a lot more than I had in mind.",
            "C objection.competitor: And we have always bought from the other house.",
            "R objection_response: They make good machines, but not for damp cartons.",
            "R objection_response,pricing: If you pay in advance I can take ten percent off.");

        var objections = ObjectionFinder.Find(talk, 6);

        Assert.Equal([3], objections.Single(o => o.Type == "price").ResponseUtterances);
        Assert.Equal([2], objections.Single(o => o.Type == "competitor").ResponseUtterances);
    }

    [Fact]
    public void Find_SameTypeMuchLater_IsAnotherObjection()
    {
        string[] between = [.. Enumerable.Range(0, 30).Select(_ => "C: Then there is the yard.")];
        var talk = Talk.Lines(["C objection.need: We don't have that problem.", .. between, "C objection.need: And we'd never use the map."]);

        Assert.Equal(2, ObjectionFinder.Find(talk, 6).Count);
    }
}
