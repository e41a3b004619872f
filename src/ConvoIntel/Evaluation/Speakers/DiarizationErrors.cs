using ConvoIntel.Scoring;

namespace ConvoIntel.Evaluation.Speakers;

/// <summary>
/// The parts of the diarization error rate, as NIST's evaluations define it: every moment of the scored time counts once for each
/// speaker that the reference has there, overlapped speech included. All in seconds.
/// </summary>
/// <param name="Missed">Speech of the reference for which the hypothesis has no speaker.</param>
/// <param name="FalseAlarm">Speech of the hypothesis for which the reference has no speaker.</param>
/// <param name="Confusion">Speech that is given to another speaker than the one matched with the reference's.</param>
/// <param name="Speech">Speech of the reference: the denominator. Two people at once count twice.</param>
internal readonly record struct DiarizationErrors(double Missed, double FalseAlarm, double Confusion, double Speech)
{
    /// <summary>Left out on each side of every start and end in the reference: nobody can say to the frame where a word begins.</summary>
    public const double DefaultCollar = 0.25;

    /// <summary>(missed + false alarm + confusion) ÷ speech; above 1 where much is invented; null where nobody speaks in the reference.</summary>
    public double? Rate => Speech > 0 ? (Missed + FalseAlarm + Confusion) / Speech : null;

    public static DiarizationErrors operator +(DiarizationErrors a, DiarizationErrors b) =>
        new(a.Missed + b.Missed, a.FalseAlarm + b.FalseAlarm, a.Confusion + b.Confusion, a.Speech + b.Speech);

    /// <summary>Scores one recording. Labels need not agree: speakers are matched one to one so that most time is right.</summary>
    /// <param name="reference">Who speaks when, in any order.</param>
    /// <param name="hypothesis">Who was found to speak when, in any order.</param>
    /// <param name="scored">The time that counts; null for 0 to the last end of either side.</param>
    /// <param name="collar">Seconds left out on each side of every boundary of the reference; 0 leaves nothing out.</param>
    public static DiarizationErrors Of(
        IReadOnlyList<SpeakerSpan> reference,
        IReadOnlyList<SpeakerSpan> hypothesis,
        IReadOnlyList<Interval>? scored = null,
        double collar = DefaultCollar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(collar);
        var said = SpeakerSpan.BySpeaker(reference);
        var found = SpeakerSpan.BySpeaker(hypothesis);
        var last = reference.Concat(hypothesis).Select(span => span.End).DefaultIfEmpty().Max();
        var time = Intervals.Subtract(scored ?? [new Interval(0, last)], Collars(said, collar));

        var pieces = Pieces(said, found, time);
        var matched = Match(said.Count, found.Count, pieces);
        return pieces.Aggregate(default(DiarizationErrors), (sum, piece) => sum + Of(piece, matched));
    }

    private static DiarizationErrors Of(Piece piece, int[] matched)
    {
        var (said, found) = (piece.Said.Length, piece.Found.Length);
        var right = piece.Said.Count(speaker => piece.Found.Contains(matched[speaker]));
        return new(
            Missed: Math.Max(0, said - found) * piece.Seconds,
            FalseAlarm: Math.Max(0, found - said) * piece.Seconds,
            Confusion: (Math.Min(said, found) - right) * piece.Seconds,
            Speech: said * piece.Seconds);
    }

    private static IEnumerable<Interval> Collars(IReadOnlyList<IReadOnlyList<Interval>> said, double collar) =>
        said.SelectMany(speech => speech)
            .SelectMany(stretch => new[] { stretch.Start, stretch.End })
            .Select(boundary => new Interval(boundary - collar, boundary + collar));

    /// <summary>For each speaker of the reference the one of the hypothesis, or −1.</summary>
    private static int[] Match(int said, int found, IReadOnlyList<Piece> pieces)
    {
        var together = new double[said, found];
        foreach (var piece in pieces)
        {
            foreach (var one in piece.Said)
            {
                foreach (var other in piece.Found) together[one, other] += piece.Seconds;
            }
        }

        return Assignment.Best(together);
    }

    /// <summary>The scored time cut wherever somebody begins or ends.</summary>
    private static List<Piece> Pieces(
        IReadOnlyList<IReadOnlyList<Interval>> said, IReadOnlyList<IReadOnlyList<Interval>> found, IReadOnlyList<Interval> time)
    {
        var changes = Changes(said, Side.Said).Concat(Changes(found, Side.Found)).Concat(Changes([time], Side.Scored))
            .OrderBy(change => change.At).ToList();
        var pieces = new List<Piece>();
        var (speaking, heard, counts, since) = (new SortedSet<int>(), new SortedSet<int>(), false, 0.0);
        foreach (var change in changes)
        {
            if (counts && change.At > since && speaking.Count + heard.Count > 0)
                pieces.Add(new Piece(change.At - since, [.. speaking], [.. heard]));
            since = change.At;
            switch (change.Side)
            {
                case Side.Scored: counts = change.Begins; break;
                case Side.Said: Turn(speaking, change); break;
                default: Turn(heard, change); break;
            }
        }

        return pieces;
    }

    private static void Turn(SortedSet<int> active, Change change)
    {
        if (change.Begins) active.Add(change.Index);
        else active.Remove(change.Index);
    }

    private static IEnumerable<Change> Changes(IReadOnlyList<IReadOnlyList<Interval>> tracks, Side side) =>
        tracks.SelectMany((track, index) => track.SelectMany(stretch => new[]
        {
            new Change(stretch.Start, side, index, Begins: true),
            new Change(stretch.End, side, index, Begins: false),
        }));

    private enum Side
    {
        Scored,
        Said,
        Found,
    }

    private readonly record struct Change(double At, Side Side, int Index, bool Begins);

    /// <summary>Time in which the same people speak throughout.</summary>
    private sealed record Piece(double Seconds, int[] Said, int[] Found);
}
