using ConvoIntel.Understanding.Entities;

namespace ConvoIntel.Tests.Understanding;

public sealed class PhraseMatcherTests
{
    [Theory]
    [InlineData("migrate", "We're migrating in May.", "migrating")]
    [InlineData("migrate", "They migrated twice.", "migrated")]
    [InlineData("policy", "Which policies apply?", "policies")]
    [InlineData("proof of concept", "A Proof-of-Concepts budget", "Proof-of-Concepts")]
    [InlineData("pilot", "the pilot's over", "pilot's")]
    [InlineData("pilot", "autopilot", null)]
    [InlineData("cat", "the category", null)]
    public void Find_PhraseInAnyForm_IsFoundAsWholeWords(string phrase, string text, string? found)
    {
        Assert.Equal(found, new PhraseMatcher(phrase, inflect: true).Find(text));
    }

    [Theory]
    [InlineData("Load Pilot", "we had loadpilot before", "loadpilot")]
    [InlineData("Sage", "the usages differ", null)]
    [InlineData("Sage", "two sages said", null)]
    public void Find_Name_IsNotInflected(string name, string text, string? found)
    {
        Assert.Equal(found, new PhraseMatcher(name, inflect: false).Find(text));
    }
}
