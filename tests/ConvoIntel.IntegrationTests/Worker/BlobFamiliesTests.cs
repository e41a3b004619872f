using ConvoIntel.Worker.Azure;

namespace ConvoIntel.IntegrationTests.Worker;

public sealed class BlobFamiliesTests
{
    [Theory]
    [InlineData("a.wav", "a.wav")]
    [InlineData("a.json a.wav", "a.wav a.json")]
    [InlineData("a.wav a.wav.json", "a.wav a.wav.json")]
    [InlineData("a.json a.wav a.wav.json", "a.wav a.json a.wav.json")]
    [InlineData("a.json a.vtt", "a.vtt a.json")]
    [InlineData("a.vtt a.wav", "a.wav")]
    [InlineData("a.mp3 a.vtt", "a.mp3")]
    [InlineData("a.2.wav a.json a.wav", "a.2.wav, a.wav a.json")]
    [InlineData("a.json a.k.json a.k.wav a.wav", "a.k.wav a.k.json, a.wav a.json")]
    [InlineData("call-2.wav call.json call.wav", "call-2.wav, call.wav call.json")]
    [InlineData("2026/a.json 2026/a.wav b/a.wav", "2026/a.wav 2026/a.json, b/a.wav")]
    [InlineData(".hidden.wav x/.hidden.wav x/", "")]
    [InlineData("a.json b.txt", "")]
    public void Add_AListingInOrder_FindsRecordingsWithTheirSidecars(string names, string recordings)
    {
        var families = Families(names.Split(' '));

        var found = families.SelectMany(family => family.Recordings()).Select(one => one.Version.Replace('|', ' ')).Order(StringComparer.Ordinal);

        Assert.Equal(recordings, string.Join(", ", found));
    }

    [Theory]
    [InlineData("a.json", "a.json")]
    [InlineData("a.json a.wav", "")]
    [InlineData("a.json a.vtt", "")]
    [InlineData("a.json b.wav", "a.json")]
    [InlineData("a.wav.json", "a.wav.json")]
    public void LoneJson_OfAListing_IsWhatHasNoRecordingBesideIt(string names, string lone) =>
        Assert.Equal(lone, string.Join(' ', Families(names.Split(' ')).SelectMany(family => family.LoneJson()).Select(blob => blob.Name)));

    [Fact]
    public void Add_AVeryLongListing_HoldsOnlyWhatMayStillGrow()
    {
        var families = new BlobFamilies();
        var given = 0;
        for (var i = 0; i < 100_000; i++)
        {
            given += families.Add(Blob($"call.{i:000000}.json")).Count;
            given += families.Add(Blob($"call.{i:000000}.wav")).Count;
        }

        Assert.Equal(99_999, given);
        Assert.Single(families.Rest());
    }

    private static IReadOnlyList<BlobFamily> Families(params string[] names)
    {
        var families = new BlobFamilies();
        return [.. names.Order(StringComparer.Ordinal).SelectMany(name => families.Add(Blob(name))).ToArray(), .. families.Rest()];
    }

    // The version is the name, so that a recording's tells which sidecars share in it.
    private static BlobEntry Blob(string name) => new(name, name, default, 1);
}
