using System.Text.Json;
using System.Text.Json.Nodes;
using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Conversations;

public sealed class ConversationJsonTests
{
    private const string Approved = "tests/ConvoIntel.Tests/Conversations/conversation.approved.json";

    [Fact]
    public void Serialize_FullResult_IsTheApprovedContract() => Approval.Check(ConversationJson.Serialize(FullResult.Create()), Approved);

    [Fact]
    public void Deserialize_WhatWasWritten_GivesItBack()
    {
        var written = ConversationJson.Serialize(FullResult.Create());

        var read = ConversationJson.Deserialize(written);

        Assert.Equal(written, ConversationJson.Serialize(read));
        Assert.Equivalent(ConversationJson.Deserialize(File.ReadAllText(Repository.File(Approved))), read, strict: true);
        Assert.Equal(0.9877, read.Utterances[0].Words[0].Confidence);
        Assert.Equal(1.101, read.Utterances[0].Words[0].End);
        Assert.Equal(TimeSpan.FromHours(2), read.Conversation.StartTime.Offset);
    }

    [Fact]
    public async Task SerializeAsync_ToAStream_WritesTheSame()
    {
        using var stream = new MemoryStream();

        await ConversationJson.SerializeAsync(stream, FullResult.Create(), default);

        Assert.Equal(ConversationJson.Serialize(FullResult.Create()), System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Deserialize_FieldsItDoesNotKnow_PassesOverThem()
    {
        var document = JsonNode.Parse(ConversationJson.Serialize(FullResult.Create()))!;
        document["sentiment"] = new JsonObject { ["rep"] = 0.4 };
        document["utterances"]![0]!["loudness"] = new JsonArray(1, 2);

        Assert.Equal("f00d", ConversationJson.Deserialize(document.ToJsonString()).Conversation.Id);
    }

    [Fact]
    public void Deserialize_OptionalFieldsLeftOut_GivesThemTheirDefaults()
    {
        var document = JsonNode.Parse(ConversationJson.Serialize(FullResult.Create()))!.AsObject();
        foreach (var name in new[] { "languages", "objections", "nextSteps", "summaryLines", "summary", "deal", "models" }) document.Remove(name);
        document["conversation"]!.AsObject().Remove("warnings");
        document["conversation"]!.AsObject().Remove("locale");
        document["utterances"]![0]!.AsObject().Remove("words");
        document["insights"]![0]!.AsObject().Remove("attributes");

        var read = ConversationJson.Deserialize(document.ToJsonString());

        Assert.Empty(read.Languages);
        Assert.Empty(read.Objections);
        Assert.Empty(read.NextSteps);
        Assert.Empty(read.Conversation.Warnings);
        Assert.Equal("en-US", read.Conversation.Locale);
        Assert.Empty(read.Utterances[0].Words);
        Assert.Empty(read.Insights[0].Attributes);
        Assert.Equal("", read.Summary);
        Assert.Null(read.Deal);
    }

    [Theory]
    [InlineData("""{ "schema": "convointel/conversation/2", "calls": [] }""", "convointel/conversation/2")]
    [InlineData("""{ "conversation": {} }""", "no schema")]
    [InlineData("""{ "schema": "convointel/conversation/1" }""", "utterances")]
    [InlineData("""{ "schema": "convointel/conversation/1", "conversation": null, "participants": [], "utterances": [], "metrics": null }""", "null")]
    [InlineData("null", "no schema")]
    [InlineData("not JSON", "invalid")]
    public void Deserialize_OtherSchemaOrNoConversation_SaysWhatIsWrong(string json, string reason)
    {
        var error = Assert.Throws<JsonException>(() => ConversationJson.Deserialize(json));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
