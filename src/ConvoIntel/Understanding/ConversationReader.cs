using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Understanding.Embedding;
using ConvoIntel.Understanding.Entities;
using ConvoIntel.Understanding.NextSteps;
using ConvoIntel.Understanding.Objections;
using ConvoIntel.Understanding.Summary;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Understanding;

/// <summary>Tags first; everything else is drawn from tags and words by rule sets, each with its version.</summary>
internal sealed class ConversationReader : IConversationReader
{
    private readonly OnnxUtteranceTagger tagger;
    private readonly UnderstandingOptions options;
    private readonly ConceptFinder? concepts;

    /// <param name="tagger">Owned: disposed with the reader.</param>
    /// <param name="options">Validated options.</param>
    /// <param name="concepts">Null where no concepts are configured.</param>
    public ConversationReader(OnnxUtteranceTagger tagger, UnderstandingOptions options, ConceptFinder? concepts = null)
    {
        this.tagger = tagger;
        this.options = options;
        this.concepts = concepts;
    }

    public IReadOnlyList<ModelInfo> Models =>
    [
        tagger.Info, ObjectionFinder.Info, NextStepFinder.Info, TrackerFinder.Info, CompetitorFinder.Info, AmountFinder.Info, ExtractiveSummary.Info,
        .. concepts is null ? Array.Empty<ModelInfo>() : [concepts.Info],
    ];

    public ConversationReading Read(Recording recording, IReadOnlyList<Utterance> utterances)
    {
        using var tagging = PipelineMeter.Time("tagger");
        var probabilities = tagger.Score(utterances);
        tagging.Stop();
        var tagged = TagRules.Apply(utterances, probabilities, tagger.Labels, tagger.Thresholds);
        var objections = ObjectionFinder.Find(tagged, options.ResponseWindow);
        var steps = NextStepFinder.Find(recording.Conversation, tagged);

        var insights = new InsightList(recording.Conversation.Id, tagged);
        foreach (var utterance in tagged)
        {
            foreach (var tag in utterance.Tags) insights.Add(InsightKinds.Tag, tag.Tag, [utterance.Index], tag.Confidence, tagger.Info);
        }

        insights.AddQuestions(tagger.Info);
        insights.AddObjections(objections);
        insights.AddNextSteps(steps);
        TrackerFinder.Find(options, recording, tagged, insights);
        concepts?.Find(tagged, insights);
        CompetitorFinder.Find(options, recording, tagged, insights);
        AmountFinder.Find(recording.Conversation.Locale, tagged, insights);
        return new ConversationReading
        {
            Utterances = tagged,
            Objections = objections,
            NextSteps = steps,
            Insights = insights.All,
            SummaryLines = ExtractiveSummary.Write(tagged, objections, steps, options.SummaryLines),
        };
    }

    public void Dispose() => tagger.Dispose();
}
