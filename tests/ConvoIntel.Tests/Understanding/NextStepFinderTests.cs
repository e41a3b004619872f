using ConvoIntel.Understanding.NextSteps;

namespace ConvoIntel.Tests.Understanding;

public sealed class NextStepFinderTests
{
    [Theory]
    [InlineData("R", "I'll send the contract Friday.", "rep", "2026-09-18")]
    [InlineData("C", "I'll get it signed and back to you by Monday.", "customer", "2026-09-21")]
    [InlineData("R", "Can you send me the carrier list by tomorrow?", "customer", "2026-09-17")]
    [InlineData("C", "Could you email that over to me today?", "rep", "2026-09-16")]
    [InlineData("R", "Let's talk again next Tuesday.", "both", "2026-09-22")]
    [InlineData("R", "Shall we meet on the thirtieth?", "both", "2026-09-30")]
    [InlineData("C", "Send me the quote by Thursday.", "rep", "2026-09-17")]
    [InlineData("R", "Do you want me to send you the report?", "rep", null)]
    [InlineData("R", "If you could send me the floor plan this week, that would help.", "customer", "2026-09-18")]
    [InlineData("R", "You'll have the revised schedule with the two percent this afternoon.", "rep", "2026-09-16")]
    [InlineData("R", "Does Thursday at ten work for you?", "both", "2026-09-17")]
    [InlineData("R", "Would you be free for thirty minutes on Friday?", "both", "2026-09-18")]
    [InlineData("C", "My assistant will send you the dates tomorrow.", "customer", "2026-09-17")]
    [InlineData("R", "We'll have our engineer call you by end of day.", "rep", "2026-09-16")]
    [InlineData("C", "Why don't you call me back in two weeks?", "rep", "2026-09-30")]
    [InlineData("U", "Let's meet Friday.", "both", "2026-09-18")]
    public void Find_OneCommitment_HasOwnerAndDate(string speaker, string words, string owner, string? due)
    {
        var step = Assert.Single(NextStepFinder.Find(Talk.Call, Talk.Lines($"{speaker} next_step: {words}")));

        Assert.Equal(owner, step.Owner);
        Assert.Equal(due, step.Due?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(words, step.Quote);
        Assert.NotEmpty(step.Action);
    }

    [Fact]
    public void Find_AskAndAgreement_IsOneStepDueWhenAgreed()
    {
        var talk = Talk.Lines(
            "R question,next_step: Could we speak on Tuesday?",
            "C next_step: Tuesday's no good, how about Thursday?",
            "R next_step: Thursday works. Two o'clock?",
            "C next_step: Perfect.");

        var step = Assert.Single(NextStepFinder.Find(Talk.Call, talk));

        Assert.Equal([0, 1, 2, 3], step.Utterances);
        Assert.Equal(new DateOnly(2026, 9, 17), step.Due);
        Assert.Equal("both", step.Owner);
    }

    [Fact]
    public void Find_DateAskedAndAgreed_KeepsTheDateNotItsWeekday()
    {
        var talk = Talk.Lines(
            "R question,next_step: Could the three of us speak again on Monday the twenty eighth, at eleven?",
            "C next_step: Monday at eleven is fine for both of us.");

        var step = Assert.Single(NextStepFinder.Find(Talk.Call, talk));

        Assert.Equal(new DateOnly(2026, 9, 28), step.Due);
    }

    [Fact]
    public void Find_MeetingAgreedAndInvitationPromised_IsOneStep()
    {
        var talk = Talk.Lines(
            "R question,next_step: Are you free for a demo on Thursday?",
            "C next_step: Yeah, Thursday after ten works.",
            "R next_step: Great, Thursday at ten thirty, I'll send you an invite.");

        Assert.Single(NextStepFinder.Find(Talk.Call, talk));
    }

    [Fact]
    public void Find_TwoPromisesInARow_AreTwoSteps()
    {
        var talk = Talk.Lines(
            "R next_step: I'll send you the quote by Friday.",
            "C next_step: And I'll get you our carrier list by tomorrow.");

        var steps = NextStepFinder.Find(Talk.Call, talk);

        Assert.Equal(["rep", "customer"], steps.Select(step => step.Owner));
        Assert.Equal([new DateOnly(2026, 9, 18), new DateOnly(2026, 9, 17)], steps.Select(step => step.Due!.Value));
    }

    [Theory]
    [InlineData("No, I don't think so.")]
    [InlineData("I'd rather not, to be honest.")]
    [InlineData("Please don't, I get too much email already.")]
    [InlineData("Nah, we're good, thanks.")]
    [InlineData("Let's not book anything yet.")]
    public void Find_AskThatIsRefused_IsNotAStep(string refusal)
    {
        var talk = Talk.Lines("R question,next_step: Would you be open to a short demo next Tuesday?", $"C: {refusal}", "R rapport: No problem.");

        Assert.Empty(NextStepFinder.Find(Talk.Call, talk));
    }

    [Theory]
    [InlineData("Let me share my screen.")]
    [InlineData("Give me one second, I'll pull that up.")]
    [InlineData("Can you tell me more about that?")]
    [InlineData("I'm going to put you on hold for a moment.")]
    public void Find_DoneDuringTheCall_IsNotAStep(string words)
    {
        Assert.Empty(NextStepFinder.Find(Talk.Call, Talk.Lines($"R next_step: {words}")));
    }

    [Fact]
    public void Find_AgreementToARequest_StaysWithTheOneAsked()
    {
        var talk = Talk.Lines(
            "R question,next_step: Could you look that up and let me know by Friday?",
            "C next_step: Sure, I can do that.");

        var step = Assert.Single(NextStepFinder.Find(Talk.Call, talk));

        Assert.Equal("customer", step.Owner);
        Assert.Equal(new DateOnly(2026, 9, 18), step.Due);
    }
}
