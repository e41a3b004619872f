using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;

namespace ConvoIntel.Tests.Ingestion;

public sealed class RecordingSourceTests
{
    [Fact]
    public async Task Read_SampleCalls_AllReadWithTheirSidecars()
    {
        var source = Sources.Create();
        var paths = source.Expand([Repository.File("samples/calls")]);
        var recordings = await Task.WhenAll(paths.Select(path => source.ReadAsync(path, CancellationToken.None)));
        var byName = recordings.ToDictionary(recording => recording.Conversation.Name);

        Assert.Equal(
            ["broken", "clinic-demo", "freight-discovery", "freight-follow-up", "packaging-quote", "payroll-renewal", "school-refusal", "telecom-cold-call"],
            byName.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, byName["clinic-demo"].RepChannel);
        Assert.Equal("Callum Reid", byName["clinic-demo"].Participants.Single(p => p.Channel == 1).Name);
        Assert.Equal(["OPP-1001"], byName["freight-discovery"].DealIds);
        Assert.Equal("Europe/Berlin", byName["packaging-quote"].Conversation.TimeZone);
        var meeting = byName["freight-follow-up"];
        Assert.Equal(30, meeting.Transcript!.Count);
        Assert.Equal(["rep", "customer", "customer-2"], meeting.Transcript.Take(3).Select(utterance => utterance.Speaker));
        Assert.Equal(3, meeting.Participants.Count);
        Assert.Equal(ConversationKind.Transcript, meeting.Conversation.Kind);
        Assert.Equal(168.431, meeting.Conversation.Duration, 3);
        Assert.All(recordings.Where(r => r.Conversation.Name != "broken"), r => Assert.Empty(r.Conversation.Warnings));
    }

    [Fact]
    public async Task Read_WithoutSidecar_DefaultsAreRepLeftAndFileTime()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("call.wav", "audio");
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 7, 1, 10, 0, 0, DateTimeKind.Utc));

        var recording = await Sources.ReadAsync(path);

        Assert.Equal([(ParticipantRole.Rep, 0), (ParticipantRole.Customer, 1)], recording.Participants.Select(p => (p.Role, p.Channel!.Value)));
        Assert.True(recording.Conversation.StartTimeAssumed);
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 11, 0, 0, TimeSpan.FromHours(1)), recording.Conversation.StartTime);
        Assert.Single(recording.Conversation.Warnings);
    }

    [Theory]
    [InlineData("2026-03-02T14-30_+442071234567_deal-123", "2026-03-02T14:30:00Z", "+442071234567", "123")]
    [InlineData("20260302T143015_deal-OPP-7", "2026-03-02T14:30:15Z", null, "OPP-7")]
    [InlineData("support_2026-03-02_14.30_+15550100123", "2026-03-02T14:30:00Z", "+15550100123", null)]
    [InlineData("rep-Ann Moss_2026-03-02 1430", "2026-03-02T14:30:00Z", null, null)]
    public async Task Read_FactsInFileName_AreTaken(string stem, string start, string? phone, string? deal)
    {
        using var folder = new TemporaryFolder();
        var recording = await Sources.ReadAsync(folder.Write(stem + ".wav", "audio"));

        Assert.Equal(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), recording.Conversation.StartTime);
        Assert.False(recording.Conversation.StartTimeAssumed);
        Assert.Equal(phone, recording.Participants.Single(p => p.Role == ParticipantRole.Customer).Phone);
        Assert.Equal(deal is null ? [] : [deal], recording.DealIds);
        if (stem.StartsWith("rep-", StringComparison.Ordinal))
            Assert.Equal("Ann Moss", recording.Participants.Single(p => p.Role == ParticipantRole.Rep).Name);
    }

    [Theory]
    [InlineData("call")]
    [InlineData("2026-99-99T99-99")]
    [InlineData("1234567890123456")]
    public async Task Read_NothingInFileName_FileTimeIsAssumed(string stem)
    {
        using var folder = new TemporaryFolder();
        Assert.True((await Sources.ReadAsync(folder.Write(stem + ".wav", "audio"))).Conversation.StartTimeAssumed);
    }

    [Fact]
    public async Task Read_OwnFileNamePattern_IsUsed()
    {
        using var folder = new TemporaryFolder();
        var options = new IngestionOptions { FileNamePattern = @"^(?<deal>\w+)--(?<rep>.+)$" };

        var recording = await Sources.ReadAsync(folder.Write("A7--ann@seller.example.wav", "audio"), options);

        Assert.Equal(["A7"], recording.DealIds);
        Assert.Equal("ann@seller.example", recording.Participants[0].Email);
    }

    [Fact]
    public async Task Read_SameContentUnderTwoNames_HasOneIdentity()
    {
        using var folder = new TemporaryFolder();
        var first = (await Sources.ReadAsync(folder.Write("a.wav", "audio"))).Conversation;
        var second = (await Sources.ReadAsync(folder.Write("b.wav", "audio"))).Conversation;
        var other = (await Sources.ReadAsync(folder.Write("c.wav", "other"))).Conversation;
        var elsewhere = (await Sources.ReadAsync(folder.At("a.wav"), new IngestionOptions { SourceId = "dialer" })).Conversation;

        Assert.Equal(first.Id, second.Id);
        Assert.NotEqual(first.Id, other.Id);
        Assert.NotEqual(first.Id, elsewhere.Id);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("audio"u8)), first.ContentHash);
    }

    [Fact]
    public async Task Read_EmptyFile_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("call.wav", "");
        Assert.Equal(FailureReason.SourceEmpty, (await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(path))).Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("call\0.wav")]
    public async Task Read_WhatCannotBeAPath_IsNotFound(string path)
    {
        Assert.Equal([path], Sources.Create().Expand([path]));
        Assert.Equal(FailureReason.SourceNotFound, (await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync(path))).Reason);
    }

    [Fact]
    public async Task Read_NoSuchFile_SaysSo()
    {
        var error = await Assert.ThrowsAsync<ConvoIntelException>(() => Sources.ReadAsync("/nowhere/call.wav"));
        Assert.Equal(FailureReason.SourceNotFound, error.Reason);
        Assert.Contains("/nowhere/call.wav", error.Message, StringComparison.Ordinal);
    }
}
