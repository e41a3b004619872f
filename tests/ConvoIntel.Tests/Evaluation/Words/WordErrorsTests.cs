using ConvoIntel.Evaluation.Words;
using FsCheck.Xunit;

namespace ConvoIntel.Tests.Evaluation.Words;

public sealed class WordErrorsTests
{
    [Fact]
    public void Of_OneOfEachError_CountsThemApart()
    {
        // the→a, "red" not heard, "now" not said.
        var errors = Of("the red car is here", "a car is here now");

        Assert.Equal(new WordErrors(Substitutions: 1, Deletions: 1, Insertions: 1, Words: 5), errors);
        Assert.Equal(0.6, errors.Rate);
    }

    [Theory]
    [InlineData("a b c", "a b c", 0, 0, 0)]
    [InlineData("a b c", "", 0, 3, 0)]
    [InlineData("", "a b", 0, 0, 2)]
    [InlineData("a b", "a x y z b", 0, 0, 3)]
    [InlineData("a x y z b", "a b", 0, 3, 0)]
    [InlineData("a b", "b a", 2, 0, 0)]
    public void Of_Texts_CountsEdits(string said, string heard, int substitutions, int deletions, int insertions)
    {
        var errors = Of(said, heard);

        Assert.Equal((substitutions, deletions, insertions), (errors.Substitutions, errors.Deletions, errors.Insertions));
    }

    [Fact]
    public void Of_NothingSaid_HasNoRate() => Assert.Null(Of("", "hello").Rate);

    [Fact]
    public void CharactersOf_KnownDistance_IsCounted()
    {
        Assert.Equal(new CharacterErrors(3, 6), CharacterErrors.Of(["kitten"], ["sitting"]));
        Assert.Equal(new CharacterErrors(1, 5), CharacterErrors.Of(["ab", "cd"], ["abcd"]));
    }

    [Property]
    public void Of_Itself_IsZero(byte[] text)
    {
        var words = Words(text);
        Assert.Equal(new WordErrors(0, 0, 0, words.Count), WordErrors.Of(words, words));
    }

    [Property]
    public void Of_AnyTwoTexts_StaysWithinItsBounds(byte[] said, byte[] heard)
    {
        var (a, b) = (Words(said), Words(heard));
        var errors = WordErrors.Of(a, b);

        Assert.InRange(errors.Errors, Math.Abs(a.Count - b.Count), Math.Max(a.Count, b.Count));
        Assert.Equal(b.Count - a.Count, errors.Insertions - errors.Deletions);
        Assert.Equal(errors.Errors, WordErrors.Of(b, a).Errors);
    }

    [Property]
    public void Of_AnyTwoTexts_AgreesWithTheWholeTable(byte[] said, byte[] heard)
    {
        var (a, b) = (Words(said), Words(heard));
        Assert.Equal(Table(a, b), WordErrors.Of(a, b).Errors);
    }

    [Property(MaxTest = 300)]
    public void Distance_AnyTwoTexts_AgreesWithTheWholeTable(byte[] one, byte[] other, byte stretch)
    {
        // Repeated, so that patterns cross the 64 characters of a block.
        var (a, b) = (Text(one, (stretch % 9) + 1), Text(other, (stretch / 40) + 1));
        Assert.Equal(Table([.. a], [.. b]), CharacterErrors.Distance(a, b));
    }

    [Fact]
    public void Of_AnHourOfSpeech_TakesLittleMemory()
    {
        var said = Enumerable.Range(0, 10_000).Select(i => $"w{i * 7919 % 1000}").ToList();
        var heard = said.Where((_, i) => i % 10 != 0).Select((word, i) => i % 7 == 0 ? "wrong" : word).ToList();
        WordErrors.Of(["warm"], ["up"]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var errors = WordErrors.Of(said, heard);
        var characters = CharacterErrors.Of(said, heard);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // The table of the words alone would take 10,000 × 9,000 cells.
        Assert.True(allocated < 8_000_000, $"{allocated} bytes");
        Assert.InRange(errors.Rate!.Value, 0.15, 0.25);
        Assert.InRange(characters.Rate!.Value, 0.1, 0.3);
    }

    private static WordErrors Of(string said, string heard) => WordErrors.Of(Split(said), Split(heard));

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static List<string> Words(byte[] text) => [.. text.Select(b => $"w{b % 5}")];

    private static string Text(byte[] text, int times) => string.Concat(Enumerable.Repeat(string.Concat(text.Select(b => (char)('a' + (b % 4)))), times));

    private static int Table<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
    {
        var table = new int[a.Count + 1, b.Count + 1];
        for (var i = 0; i <= a.Count; i++) table[i, 0] = i;
        for (var j = 0; j <= b.Count; j++) table[0, j] = j;
        for (var i = 1; i <= a.Count; i++)
        {
            for (var j = 1; j <= b.Count; j++)
            {
                var change = table[i - 1, j - 1] + (Equals(a[i - 1], b[j - 1]) ? 0 : 1);
                table[i, j] = Math.Min(change, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
            }
        }

        return table[a.Count, b.Count];
    }
}
