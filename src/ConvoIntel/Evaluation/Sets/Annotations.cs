using ConvoIntel.Evaluation.Formats;
using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Sets;

/// <summary>All files that tell of one conversation: each question is answered by the one that knows best.</summary>
internal sealed class Annotations(IEnumerable<Annotation> files)
{
    private readonly List<Annotation> files = [.. files.OrderBy(Rank)];

    public IReadOnlyList<Annotation> Files => files;

    public Annotation? Words => With(AnnotationParts.Words);

    /// <summary>Who-spoke-when rows are drawn to the sound; other formats have times for reading.</summary>
    public Annotation? Times => Drawn(AnnotationParts.Times) ?? With(AnnotationParts.Times);

    public Annotation? Speakers => Drawn(AnnotationParts.Times | AnnotationParts.Speakers) ?? With(AnnotationParts.Times | AnnotationParts.Speakers);

    public Annotation? Tags => With(AnnotationParts.Tags);

    public Annotation? Objections => With(AnnotationParts.Objections);

    public Annotation? NextSteps => With(AnnotationParts.NextSteps);

    public IReadOnlyList<string> Conditions => files.Select(file => file.Conditions).FirstOrDefault(conditions => conditions.Count > 0) ?? [];

    public IReadOnlyList<Interval> Unscored => Interval.Union(files.SelectMany(file => file.Unscored));

    /// <summary>True where words are asked for and nobody says any.</summary>
    public bool NobodySpeaks => files.Count > 0 && files.All(file => file.Utterances.Count == 0);

    private Annotation? With(AnnotationParts parts) => files.Find(file => file.Offers(parts));

    private Annotation? Drawn(AnnotationParts parts) => files.Find(file => file.Offers(parts) && !file.Offers(AnnotationParts.Words));

    private static int Rank(Annotation file) => AnnotationFiles.Extensions.Index()
        .First(known => known.Item.Equals(Path.GetExtension(file.Path), StringComparison.OrdinalIgnoreCase)).Index;
}
