using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Ingestion;

public sealed class SidecarTests
{
    private const string Full = """
        {
          "version": "3.0.0", "fileName": "call.wav", "conversationType": "PhoneCall", "startTime": "2026-03-02T20:30:00Z",
          "participants": [
            { "id": "a1", "role": "agent", "name": "Ann Moss", "email": "ann@seller.example", "crmId": "u-7" },
            { "id": "c1", "role": "customer", "name": "Bo Lind", "phone": "+15550100" }
          ],
          "locale": "en-GB", "direction": "Inbound", "agentChannel": "right",
          "crm": { "opportunity": { "id": "OPP-9", "name": "Big one" }, "lead": null },
          "trackedKeywords": ["renewal"], "trackedCompetitors": ["Acme"],
          "payload": { "timeZone": "America/Chicago" },
        }
        """;

    [Fact]
    public async Task Read_DynamicsSidecar_TakesEveryField()
    {
        var recording = await Sources.WithSidecarAsync(Full);

        Assert.Equal(["a1", "c1"], recording.Participants.Select(p => p.Id));
        Assert.Equal([ParticipantRole.Rep, ParticipantRole.Customer], recording.Participants.Select(p => p.Role));
        Assert.Equal([1, 0], recording.Participants.Select(p => p.Channel));
        Assert.Equal(1, recording.RepChannel);
        Assert.Equal(("Ann Moss", "ann@seller.example", "u-7"), (recording.Participants[0].Name, recording.Participants[0].Email, recording.Participants[0].CrmId));
        Assert.Equal("+15550100", recording.Participants[1].Phone);
        Assert.Equal(["OPP-9"], recording.DealIds);
        Assert.Equal(["renewal"], recording.TrackedKeywords);
        Assert.Equal(["Acme"], recording.TrackedCompetitors);
        var conversation = recording.Conversation;
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.FromHours(-6)), conversation.StartTime);
        Assert.Equal(TimeSpan.FromHours(-6), conversation.StartTime.Offset);
        Assert.Equal("America/Chicago", conversation.TimeZone);
        Assert.Equal(("en-GB", "inbound", ConversationKind.Call), (conversation.Locale, conversation.Direction, conversation.Kind));
        Assert.False(conversation.StartTimeAssumed);
        Assert.Empty(conversation.Warnings);
    }

    [Theory]
    [InlineData("""{ "dealId": "D-1" }""", "D-1")]
    [InlineData("""{ "dealId": 42 }""", "42")]
    [InlineData("""{ "crm": { "opportunity": "OPP-1" } }""", "OPP-1")]
    [InlineData("""{ "crm": { "opportunity": { "id": "OPP-2" } } }""", "OPP-2")]
    [InlineData("""{ "dealId": "D-1", "crm": { "opportunity": "OPP-1" } }""", "D-1,OPP-1")]
    [InlineData("""{ "crm": {} }""", "")]
    [InlineData("""{ "crm": { "opportunity": "" } }""", "")]
    public async Task Read_DealReference_IsDealId(string json, string expected) =>
        Assert.Equal(expected, string.Join(',', (await Sources.WithSidecarAsync(json)).DealIds));

    [Theory]
    [InlineData("""{ "participants": {} }""", "participants")]
    [InlineData("""{ "participants": [ { "email": 5 } ] }""", "participants[0].email")]
    [InlineData("""{ "participants": [ "Bo" ] }""", "participants[0]")]
    [InlineData("""{ "participants": [ { "id": "a" }, { "id": "a" } ] }""", "participants[1]")]
    [InlineData("""{ "startTime": 1234567 }""", "startTime")]
    [InlineData("""{ "startTime": "yesterday" }""", "startTime")]
    [InlineData("""{ "startTime": "0001-01-01T00:00:00" }""", "startTime")]
    [InlineData("""{ "agentChannel": "middle" }""", "agentChannel")]
    [InlineData("""{ "trackedKeywords": "renewal" }""", "trackedKeywords")]
    [InlineData("""{ "trackedKeywords": [ 1 ] }""", "trackedKeywords[0]")]
    [InlineData("""{ "crm": "OPP-1" }""", "crm")]
    [InlineData("""{ "crm": { "opportunity": true } }""", "crm.opportunity")]
    [InlineData("""{ "payload": { "timeZone": "Mars/Olympus" } }""", "payload.timeZone")]
    [InlineData("""{ "locale": "\ud800" }""", "locale")]
    [InlineData("""{ "transcript": [ { "text": "Hello", "offset": "0" } ] }""", "transcript[0].offset")]
    public async Task Read_WrongType_NamesFileAndField(string json, string field)
    {
        var error = await Sources.FailAsync(json);

        Assert.Equal(FailureReason.SidecarInvalid, error.Reason);
        Assert.Contains($"'{field}'", error.Problem, StringComparison.Ordinal);
        Assert.Equal("call.json", error.SourceName);
    }

    [Theory]
    [InlineData("{ \"locale\": ", "line 1")]
    [InlineData("{\n\"locale\": nonsense }", "line 2")]
    [InlineData("", "line 1")]
    [InlineData("[]", "object")]
    public async Task Read_NotJsonObject_SaysWhere(string json, string where)
    {
        var error = await Sources.FailAsync(json);

        Assert.Equal(FailureReason.SidecarInvalid, error.Reason);
        Assert.Contains(where, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_StartWithoutOffset_LiesInTheCallsZone()
    {
        var recording = await Sources.WithSidecarAsync("""{ "startTime": "2026-07-02T14:30:00", "timeZone": "Europe/Berlin" }""");

        Assert.Equal(new DateTimeOffset(2026, 7, 2, 14, 30, 0, TimeSpan.FromHours(2)), recording.Conversation.StartTime);
        Assert.Empty(recording.Conversation.Warnings);
    }

    [Fact]
    public async Task Read_StartWithoutOffsetOrZone_TakesDefaultZoneAndSaysSo()
    {
        var recording = await Sources.WithSidecarAsync("""{ "startTime": "2026-07-02T14:30:00" }""");

        Assert.Equal(TimeSpan.FromHours(1), recording.Conversation.StartTime.Offset);
        Assert.Contains("Europe/London", Assert.Single(recording.Conversation.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_OnlyCustomerNamed_RepIsAddedOnTheOtherChannel()
    {
        var recording = await Sources.WithSidecarAsync("""{ "participants": [ { "id": "c", "role": "customer" } ] }""");

        Assert.Equal(0, recording.Participants.Single(p => p.Role == ParticipantRole.Rep).Channel);
        Assert.Equal(1, recording.Participants.Single(p => p.Role == ParticipantRole.Customer).Channel);
    }

    [Fact]
    public async Task Read_SidecarInUtf16_IsRead()
    {
        using var folder = new TemporaryFolder();
        folder.Write("call.json", [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("""{ "dealId": "Ünï" }""")]);

        Assert.Equal(["Ünï"], (await Sources.ReadAsync(folder.Write("call.wav", "audio"))).DealIds);
    }

    [Fact]
    public async Task Read_ResultBesideRecording_IsNoSidecar()
    {
        var recording = await Sources.WithSidecarAsync("""{ "schema": "convointel/conversation/1", "participants": [ { "id": "x", "role": "rep" } ] }""");

        Assert.DoesNotContain(recording.Participants, p => p.Id == "x");
    }
}
