using System.Text;
using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Ingestion;

public sealed class SubtitleTests
{
    private const string TwoPeople = """
        { "participants": [ { "id": "a1", "role": "agent", "name": "Ann Moss" }, { "id": "c1", "role": "customer", "name": "Bo Lind", "email": "bo@buyer.example" } ] }
        """;

    [Fact]
    public async Task Read_WebVtt_OneUtteranceACueInOrder()
    {
        const string Text = """
            WEBVTT - a call
            Kind: captions

            NOTE written by hand
            00:00:00.000 --> 00:00:09.000

            STYLE
            ::cue { color: red }

            intro
            00:01.000 --> 00:02.500 align:start position:10%
            <v.loud Ann Moss>Tom &amp; Jerry&#39;s <i>price</i> &lt; 5</v>

            01:00:03.250 --> 01:00:05.000
            <v Bo Lind>It runs
            over <00:00:04.000>two lines.</v>

            00:00:02.000 --> 00:00:03.000
            <v Ann Moss>Out of order.</v>

            00:00:04.000 --> 00:00:05.000
            <v Ann Moss></v>
            """;

        var recording = await Sources.TranscriptAsync(Text, sidecar: TwoPeople);

        Assert.Equal(["Tom & Jerry's price < 5", "It runs over two lines.", "Out of order."], recording.Transcript!.Select(u => u.Text));
        Assert.Equal([0, 1, 2], recording.Transcript!.Select(u => u.Index));
        Assert.Equal([(1, 2.5), (3603.25, 3605), (2, 3)], recording.Transcript!.Select(u => (u.Start, u.End)));
        Assert.Equal(["a1", "c1", "a1"], recording.Transcript!.Select(u => u.Speaker));
        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Customer, ParticipantRole.Rep], recording.Transcript!.Select(u => u.Role));
        Assert.Equal(3605, recording.Conversation.Duration);
        Assert.True(recording.Conversation.SpeakersKnown);
    }

    [Fact]
    public async Task Read_SubRip_TakesSpeakersFromPrefixes()
    {
        const string Text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nRep: Hello.\r\n\r\n2\r\n00:00:02,500 --> 00:00:04,000\r\n{\\an8}<b>Customer:</b> Hi. One thing: the price.\r\n\r\n"
            + "3\r\n00:00:05,000 --> 00:00:06,000\r\nRep: Call at 10:30.\r\n";

        var recording = await Sources.TranscriptAsync(Text, "call.srt");

        Assert.Equal(["Hello.", "Hi. One thing: the price.", "Call at 10:30."], recording.Transcript!.Select(u => u.Text));
        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Customer, ParticipantRole.Rep], recording.Transcript!.Select(u => u.Role));
    }

    [Fact]
    public async Task Read_NamesInPrefixesWithoutSidecar_AreSpeakersOfUnknownRole()
    {
        var recording = await Sources.TranscriptAsync(Srt("Ann Moss: Hello.", "Bo: Hi.", "Ann Moss: How are you?", "Bo: One moment.", "Summary: we talked."), "call.srt");

        Assert.Equal(["ann-moss", "bo", "ann-moss", "bo", "speaker"], recording.Transcript!.Select(u => u.Speaker));
        Assert.Equal("Summary: we talked.", recording.Transcript![4].Text);
        Assert.All(recording.Transcript!, u => Assert.Equal(ParticipantRole.Unknown, u.Role));
    }

    [Theory]
    [InlineData("Agent", ParticipantRole.Rep)]
    [InlineData("SELLER", ParticipantRole.Rep)]
    [InlineData("AE", ParticipantRole.Rep)]
    [InlineData("Sales Rep", ParticipantRole.Rep)]
    [InlineData("Customer 2", ParticipantRole.Customer)]
    [InlineData("Client", ParticipantRole.Customer)]
    [InlineData("Prospect", ParticipantRole.Customer)]
    [InlineData("buyer_1", ParticipantRole.Customer)]
    [InlineData("SPEAKER_00", ParticipantRole.Unknown)]
    [InlineData("Ann", ParticipantRole.Unknown)]
    public async Task Read_Label_GivesRole(string label, ParticipantRole role) =>
        Assert.Equal(role, (await Sources.TranscriptAsync($"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {label}>Hello.")).Transcript!.Single().Role);

    [Theory]
    [InlineData("Ann Moss", "a1")]
    [InlineData("ann", "a1")]
    [InlineData("bo@buyer.example", "c1")]
    [InlineData("C1", "c1")]
    [InlineData("Customer", "c1")]
    [InlineData("Customer 2", "customer-2")]
    public async Task Read_Label_MatchesTheSidecarsParticipant(string label, string id) =>
        Assert.Equal(id, (await Sources.TranscriptAsync($"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {label}>Hello.", sidecar: TwoPeople)).Transcript!.Single().Speaker);

    [Fact]
    public async Task Read_NoSpeakersAtAll_SaysThatTheyAreUnknown()
    {
        var recording = await Sources.TranscriptAsync(Srt("Hello.", "Hi."), "call.srt");

        Assert.False(recording.Conversation.SpeakersKnown);
        Assert.Single(recording.Participants);
    }

    [Fact]
    public async Task Read_BlocksWithoutTimes_AreLeftOutAndCounted()
    {
        var recording = await Sources.TranscriptAsync("WEBVTT\n\n00:01.000 00:02.000\nno arrow\n\nx --> y\nno times\n\n00:03.000 --> 00:04.000\nGood.\n");

        Assert.Equal("Good.", recording.Transcript!.Single().Text);
        Assert.Contains(recording.Conversation.Warnings, w => w.StartsWith("2 blocks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_EndBeforeStart_IsSetRight()
    {
        var utterance = (await Sources.TranscriptAsync("WEBVTT\n\n00:05.000 --> 00:04.000\nBackwards.")).Transcript!.Single();
        Assert.Equal((5, 5), (utterance.Start, utterance.End));
    }

    [Fact]
    public async Task Read_HugeCue_IsRead()
    {
        var huge = string.Concat(Enumerable.Repeat("<< word < &amp; ", 300_000));
        Assert.Equal(300_000, (await Sources.TranscriptAsync("WEBVTT\n\n00:01.000 --> 00:02.000\n" + huge)).Transcript!.Sum(utterance => utterance.Text.Count(c => c == '&')));
    }

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8 with mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Umlaut)] },
        { "UTF-16 with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Umlaut)] },
        { "UTF-16 without mark", Encoding.Unicode.GetBytes(Umlaut) },
        { "UTF-16 big-endian", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Umlaut)] },
    };

    private const string Umlaut = "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nGrüße.\r\n";

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Read_AnyUnicodeEncoding_IsRead(string name, byte[] bytes)
    {
        Assert.NotEmpty(name);
        using var folder = new TemporaryFolder();
        Assert.Equal("Grüße.", (await Sources.ReadAsync(folder.Write("call.vtt", bytes))).Transcript!.Single().Text);
    }

    [Theory]
    [InlineData("WEBVTT\n")]
    [InlineData("WEBVTT\n\nno cue here\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("2000000000:00:01.000 --> 2000000000:00:02.000\nToo late")]
    [InlineData("00:01.000 --> 99999999999999999999:00.000\nToo late")]
    public async Task Read_NothingToRead_IsInvalid(string text)
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.TranscriptAsync(text));
        Assert.Equal(FailureReason.TranscriptInvalid, error.Reason);
        Assert.Equal("call.vtt", error.SourceName);
    }

    private static string Srt(params string[] lines) =>
        string.Join("\n\n", lines.Select((line, i) => $"{i + 1}\n00:00:{i + 1:00},000 --> 00:00:{i + 2:00},000\n{line}"));
}
