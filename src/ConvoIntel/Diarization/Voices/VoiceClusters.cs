using System.Numerics.Tensors;

namespace ConvoIntel.Diarization.Voices;

/// <summary>Finds the voices of a recording: how many there are, and what each is like.</summary>
internal static class VoiceClusters
{
    /// <summary>
    /// Most windows that are clustered; of a long call's they are taken evenly, and all others go to the nearest voice.
    /// Their similarities take 9 MB.
    /// </summary>
    private const int MostClustered = 1500;

    /// <summary>Shorter windows, in seconds, are too unsure to found a voice.</summary>
    private const double ShortestFounder = 0.8;

    private const int Refinements = 4;

    /// <summary>Above the median, since some neighbours are two people's.</summary>
    private const double NeighbourQuantile = 0.6;

    private const int FewestNeighbours = 8;

    /// <summary>Mean cosine of two windows of one voice where a recording is too short to tell.</summary>
    private const double UsualLikeness = 0.6;

    private const double LeastLikeness = 0.3;

    /// <param name="windows">In order.</param>
    /// <param name="sameVoice">Cosine of two mean directions from which they are one voice's.</param>
    /// <param name="most">Voices at most.</param>
    /// <param name="options">How short a voice may be.</param>
    /// <returns>The mean direction of each voice, of length 1; none where there are no windows.</returns>
    public static IReadOnlyList<float[]> Find(IReadOnlyList<VoiceWindow> windows, double sameVoice, int most, VoiceOptions options)
    {
        var founders = Founders(windows);
        if (founders.Count == 0) return [];
        // 1. Groups of windows that are alike; those too small to be a person's are left out.
        var merges = Dendrogram.Build(Similarities(founders));
        var threshold = sameVoice * OneVoice(founders);
        var least = options.LeastSpeech(Seconds(founders));
        var voices = Cut(founders, merges, threshold, least);
        // 2. More groups than there can be people: the most similar are joined until they fit.
        foreach (var merge in merges.Where(merge => merge.Similarity < threshold))
        {
            if (voices.Count <= most) break;
            voices = Cut(founders, merges, merge.Similarity, least);
        }

        // 3. Every window goes to its nearest voice, and each voice becomes the mean of its windows. Two that come to agree are one, and
        //    one that is left with too little goes.
        for (var i = 0; i < Refinements && voices.Count > 1; i++)
            voices = Join(Means(founders, Nearest(founders, voices), least), sameVoice);
        return [.. voices.Select(voice => voice.Direction)];
    }

    /// <summary>
    /// How alike windows of one voice are in this recording: noise and the line make all windows more alike, or less. Taken from
    /// neighbours that share no sound, of which most are one voice's.
    /// </summary>
    private static double OneVoice(List<VoiceWindow> windows)
    {
        var neighbours = new List<double>();
        for (var i = 0; i < windows.Count; i++)
        {
            for (var j = i + 1; j < windows.Count && windows[j].Start < windows[i].End + windows[i].Length; j++)
            {
                if (windows[j].Start >= windows[i].End) neighbours.Add(windows[i].Cosine(windows[j].Vector));
            }
        }

        if (neighbours.Count < FewestNeighbours) return UsualLikeness;
        neighbours.Sort();
        return Math.Max(LeastLikeness, neighbours[(int)(neighbours.Count * NeighbourQuantile)]);
    }

    private static List<VoiceWindow> Founders(IReadOnlyList<VoiceWindow> windows)
    {
        var founders = windows.Where(window => window.Length >= ShortestFounder).ToList();
        if (founders.Count == 0) founders = [.. windows];
        if (founders.Count <= MostClustered) return founders;
        return [.. Enumerable.Range(0, MostClustered).Select(i => founders[(int)((long)i * founders.Count / MostClustered)])];
    }

    private static float[][] Similarities(List<VoiceWindow> windows)
    {
        var similarities = new float[windows.Count][];
        for (var i = 0; i < windows.Count; i++)
        {
            similarities[i] = new float[windows.Count];
            for (var j = 0; j <= i; j++)
                similarities[i][j] = similarities[j][i] = (float)windows[i].Cosine(windows[j].Vector);
        }

        return similarities;
    }

    /// <summary>Voices of the groups at this similarity that speak long enough.</summary>
    private static List<Voice> Cut(List<VoiceWindow> windows, List<Dendrogram.Merge> merges, double similarity, double least)
    {
        var groups = Dendrogram.Cut(windows.Count, merges, similarity);
        var members = groups.Select((group, i) => (group, i)).GroupBy(entry => entry.group, entry => windows[entry.i]).Select(g => g.ToList()).ToList();
        return People(members, least);
    }

    /// <summary>Those who speak long enough; the one who speaks most where none does.</summary>
    private static List<Voice> People(IReadOnlyCollection<List<VoiceWindow>> groups, double least)
    {
        var people = groups.Where(group => Seconds(group) >= least).ToList();
        if (people.Count == 0) people = [groups.MaxBy(Seconds)!];
        return [.. people.Select(Voice.Of)];
    }

    /// <summary>Time that windows in order cover together.</summary>
    private static double Seconds(List<VoiceWindow> windows)
    {
        var (total, end) = (0.0, double.NegativeInfinity);
        foreach (var window in windows)
        {
            total += Math.Max(0, window.End - Math.Max(window.Start, end));
            end = window.End;
        }

        return total;
    }

    private static int[] Nearest(List<VoiceWindow> windows, List<Voice> voices) =>
        [.. windows.Select(window => Enumerable.Range(0, voices.Count).MaxBy(voice => window.Cosine(voices[voice].Direction)))];

    private static List<Voice> Means(List<VoiceWindow> windows, int[] voice, double least) =>
        People([.. windows.Select((window, i) => (window, voice[i])).GroupBy(entry => entry.Item2, entry => entry.window).OrderBy(own => own.Key).Select(own => own.ToList())], least);

    private static List<Voice> Join(List<Voice> voices, double sameVoice)
    {
        while (voices.Count > 1)
        {
            var pairs = from a in Enumerable.Range(0, voices.Count) from b in Enumerable.Range(a + 1, voices.Count - a - 1) select (a, b);
            var (one, other) = pairs.MaxBy(pair => voices[pair.a].Cosine(voices[pair.b]));
            if (voices[one].Cosine(voices[other]) < sameVoice) break;
            voices[one] = voices[one].With(voices[other]);
            voices.RemoveAt(other);
        }

        return voices;
    }

    /// <summary>A voice as the sum of its windows' vectors, each weighed by its length, and that sum's direction.</summary>
    private sealed record Voice(float[] Sum, float[] Direction)
    {
        public static Voice Of(List<VoiceWindow> windows)
        {
            var sum = new float[windows[0].Vector.Length];
            foreach (var window in windows) TensorPrimitives.MultiplyAdd(window.Vector, (float)window.Length, sum, sum);
            return Of(sum);
        }

        public Voice With(Voice other)
        {
            var sum = new float[Sum.Length];
            TensorPrimitives.Add(Sum, other.Sum, sum);
            return Of(sum);
        }

        public double Cosine(Voice other) => TensorPrimitives.Dot<float>(Direction, other.Direction);

        private static Voice Of(float[] sum)
        {
            var direction = new float[sum.Length];
            TensorPrimitives.Divide(sum, Math.Max(1e-9f, TensorPrimitives.Norm<float>(sum)), direction);
            return new Voice(sum, direction);
        }
    }
}
