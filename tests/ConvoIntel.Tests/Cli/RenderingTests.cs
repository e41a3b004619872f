using ConvoIntel.Cli.Rendering;
using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Cli;

public sealed class RenderingTests
{
    [Fact]
    public void Safe_TextThatSteersTerminals_ComesOutHarmless()
    {
        var safe = Terminal.Safe("\u001b[2Jgone [red]x[/] \u202egnp");

        Assert.DoesNotContain('\u001b', safe);
        Assert.DoesNotContain('\u202e', safe);
        Assert.Contains("[[red]]", safe);
    }

    [Theory]
    [InlineData("../../etc/passwd", ".._.._etc_passwd")]
    [InlineData("a:b*c?", "a_b_c_")]
    [InlineData("...", "conversation")]
    public void Safe_NameOfAConversation_IsAFileNameOfTheFolderItself(string name, string expected)
    {
        var safe = FileNames.Safe(name);

        Assert.Equal(expected.Trim('.', ' '), safe);
        Assert.Equal(safe, Path.GetFileName(safe));
    }

    [Fact]
    public void Strip_HalfACallOfSpeech_FillsHalfTheCells()
    {
        Utterance[] spoken = [new() { Index = 0, Speaker = "a", Role = ParticipantRole.Rep, Start = 0, End = 30, Text = "" }];

        Assert.Equal("█████     ", Timeline.Strip(spoken, duration: 60, width: 10));
    }

    [Fact]
    public void Strip_CallWithoutLength_IsEmpty() => Assert.Equal("   ", Timeline.Strip([], duration: 0, width: 3));
}
