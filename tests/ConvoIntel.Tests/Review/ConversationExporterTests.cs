using ConvoIntel.Conversations;
using ConvoIntel.Review;

namespace ConvoIntel.Tests.Review;

public sealed class ConversationExporterTests
{
    [Fact]
    public void Export_WebVtt_NamesSpeakersAndLetsNoWordBecomeMarkup()
    {
        var text = ConversationExporter.Export(Result("is 3 < 4 & so\n\non?"), ExportFormat.Vtt);

        Assert.Equal("WEBVTT\n\n0\n00:00:01.500 --> 01:02:03.250\n<v Ann &lt;b&gt;>is 3 &lt; 4 &amp; so on?\n", text);
    }

    [Fact]
    public void Export_SubRip_CountsFromOneAndSeparatesMillisecondsByComma()
    {
        var text = ConversationExporter.Export(Result("hello"), ExportFormat.Srt);

        Assert.Equal("1\n00:00:01,500 --> 01:02:03,250\nAnn <b>: hello\n\n", text);
    }

    [Fact]
    public void Export_Markdown_EscapesWhatWasSaid()
    {
        var text = ConversationExporter.Export(Result("# not a | heading <script>"), ExportFormat.Md);

        Assert.Contains(@"\# not a \| heading \<script\>", text);
        Assert.DoesNotContain("<script>", text);
    }

    [Fact]
    public void Export_UtteranceWithoutLength_StillIsACue()
    {
        var result = Result("yes");
        result = result with { Utterances = [result.Utterances[0] with { End = 1.5 }] };

        Assert.Contains("00:00:01.500 --> 00:00:01.501", ConversationExporter.Export(result, ExportFormat.Vtt));
    }

    private static ConversationResult Result(string text) => new()
    {
        Conversation = new Conversation
        {
            Id = "c1", Name = "call", Source = "call.wav", ContentHash = "00", Kind = ConversationKind.Call,
            StartTime = new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.Zero), Duration = 3723.25,
        },
        Participants = [new Participant { Id = "a", Name = "Ann <b>", Role = ParticipantRole.Rep }],
        Utterances = [new Utterance { Index = 0, Speaker = "a", Role = ParticipantRole.Rep, Start = 1.5, End = 3723.25, Text = text }],
        Metrics = new ConversationMetrics { Version = "metrics/1" },
    };
}
