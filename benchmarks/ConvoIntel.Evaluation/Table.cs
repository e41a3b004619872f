using ConvoIntel.Evaluation.Stages;

namespace ConvoIntel.Evaluation.Tables;

/// <summary>A committed table: what is measured on what, and where it is written.</summary>
/// <param name="Name">Name on the command line, and of <c>benchmarks/results/&lt;name&gt;.md</c>.</param>
/// <param name="Path">A set, from the repository's root.</param>
/// <param name="Stages">Stages to run; empty for all that the references can judge.</param>
/// <param name="Made">The command that makes the set, where it is not committed.</param>
internal sealed record Table(string Name, string Path, IReadOnlyList<EvaluationStage> Stages, string? Made = null)
{
    /// <summary>One line a table: a new set is added here.</summary>
    public static IReadOnlyList<Table> All { get; } =
    [
        new("samples", "samples", []),
        new("recogniser", "out/recogniser", [EvaluationStage.Pipeline], "models/training/whisper-starter/train.sh, whose WORK/test goes to out/recogniser"),
        new("tagger-independent", "models/training/tagger/data/test-independent.tsv", [EvaluationStage.Tagger]),
        new("diarization", "out/mixes", [EvaluationStage.Diarization], "models/training/speaker-embedding/mixes.sh out/mixes"),
    ];
}
