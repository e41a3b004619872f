using System.Diagnostics;
using ConvoIntel.Conversations;
using ConvoIntel.Ingestion;
using ConvoIntel.Understanding;

namespace ConvoIntel.Evaluation;

/// <summary>Processes the calls that have a reference, and scores each stage against it.</summary>
internal sealed class EvaluationRun(ConversationPipeline pipeline, IRecordingSource ingestion, IConversationReader understanding)
{
    public async Task<EvaluationReport> RunAsync(string calls, string references, CancellationToken cancellationToken)
    {
        var truths = Directory.EnumerateFiles(references, "*.json").Select(ReferenceConversation.Read).ToDictionary(r => r.Name, StringComparer.Ordinal);
        var files = ingestion.Expand([calls]).Where(path => truths.ContainsKey(Path.GetFileNameWithoutExtension(path))).ToList();
        var report = new EvaluationReport();

        // 1. The whole path, from sound to findings; timed as a user would.
        var started = Stopwatch.GetTimestamp();
        await foreach (var outcome in pipeline.ProcessAsync(files, null, cancellationToken))
        {
            if (outcome.Result is { } result) report.AddHeard(truths[result.Conversation.Name], result);
            else report.Failures.Add($"{Path.GetFileName(outcome.Path)}: {outcome.Failure!.Problem}");
        }

        report.Elapsed = Stopwatch.GetElapsedTime(started);
        report.PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64;

        // 2. Language alone, on the words that were really said: what a better recogniser would bring.
        foreach (var file in files)
        {
            var recording = await ingestion.ReadAsync(file, cancellationToken);
            var truth = truths[recording.Conversation.Name];
            report.AddRead(truth, Read(recording, truth));
        }

        return report;
    }

    private ConversationResult Read(Recording recording, ReferenceConversation truth)
    {
        var said = truth.Utterances.Select((u, i) => new Utterance
        {
            Index = i, Speaker = u.Speaker, Role = u.Role, Start = u.Start, End = u.End, Text = u.Text,
        }).ToList();
        var reading = understanding.Read(recording, said);
        return new ConversationResult
        {
            Conversation = recording.Conversation,
            Participants = recording.Participants,
            Utterances = reading.Utterances,
            Objections = reading.Objections,
            NextSteps = reading.NextSteps,
            Metrics = new ConversationMetrics { Version = "" },
        };
    }
}
