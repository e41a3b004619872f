using ConvoIntel.Conversations;

namespace ConvoIntel.Tests.Conversations;

/// <summary>A result with a value in every field of the contract, some with more decimals than it writes.</summary>
internal static class FullResult
{
    public static ConversationResult Create() => new()
    {
        Conversation = Some.Conversation("f00d", "packaging-quote") with
        {
            StartTimeAssumed = true,
            TimeZone = "Europe/Berlin",
            Duration = 61.23449,
            Direction = "outbound",
            Locale = "en-GB",
            Warnings = ["The recording ends before its header says."],
        },
        Participants =
        [
            Some.Rep(phone: "+49 30 23125 110") with { RoleSource = RoleSource.Convention, RoleConfidence = 0.98765 },
            Some.Customer("casey@buyer.example") with { CrmId = "003-1", RoleSource = RoleSource.Model, RoleConfidence = 0.9 },
        ],
        Utterances =
        [
            Some.Utterance(0, ParticipantRole.Rep, 0.9, 2.00049, "Shall we say “ten thousand”?") with
            {
                Words = [new Word { Text = "Shall", Start = 0.9, End = 1.10051, Confidence = 0.987654, Timing = WordTiming.Interpolated }],
                Tags = [new UtteranceTag("question", 0.93335), new UtteranceTag("pricing", 1)],
                AverageLogProbability = -0.123456,
            },
            Some.Utterance(1, ParticipantRole.Customer, 2.2, 2.6, "Mm-hm.") with { Backchannel = true },
            Some.Utterance(2, ParticipantRole.Customer, 3, 6.5, "That's a lot <for us>."),
        ],
        Languages = [new ChannelLanguage { Channel = 0, Code = "en" }, new ChannelLanguage { Channel = 1, Code = "de", Probability = 0.98765, Translated = true }],
        Objections =
        [
            new Objection
            {
                Type = "price",
                Utterances = [2],
                Addressed = false,
                ResponseUtterances = [],
                Quote = "That's a lot <for us>.",
                RaisedAt = 3,
                Confidence = 0.81234567,
            },
        ],
        NextSteps =
        [
            new NextStep { Action = "send the quote", Owner = "rep", Due = new DateOnly(2026, 6, 12), DueText = "by Friday", Utterances = [0], Quote = "Shall we", Confidence = 0.5 },
            new NextStep { Action = "ask the board", Owner = "customer", Utterances = [2], Quote = "a lot", Confidence = 0.5 },
        ],
        Insights = [Some.Insight("a1b2") with { Attributes = new Dictionary<string, string> { ["addressed"] = "false" } }],
        Metrics = new ConversationMetrics
        {
            Version = "metrics/1",
            TalkRatio = 1 / 3.0,
            TalkShareOfCall = 0.25,
            RepSpeech = 1.10049,
            CustomerSpeech = 3.9,
            SilenceShare = 2 / 3.0,
            OvertalkShare = 0,
            LongestRepMonologue = new Monologue(0.9, 1.10049, [0]),
            LongestCustomerMonologue = null,
            Interactivity = 58.7955,
            SpeakerSwitches = 1,
            Patience = 0.61249,
            RepInterruptions = 0,
            CustomerInterruptions = 1,
            RepWordsPerMinute = 272.72727,
            CustomerWordsPerMinute = 92.307692,
            RepFillersPerHundredWords = 0,
            RepQuestions = 1,
            CustomerQuestions = 0,
            RepQuestionRate = 58.7955,
        },
        SummaryLines = [new SummaryLine("Price", "That's a lot <for us>.", 2)],
        Summary = "Price: That's a lot <for us>.",
        Deal = Some.Snapshot("OPP-1004") with { Account = "Falken Foods", AmountAtCall = 251000.50m, MatchedBy = DealMatchKind.Email },
        Models = [new ModelInfo("whisper", "whisper-starter", "1.0.0")],
    };
}
