using System.Text;
using ConvoIntel.IntegrationTests.Support;

namespace ConvoIntel.IntegrationTests.BadInput;

/// <summary>
/// More than two thousand bad files, made from the samples that ship: the same ones on every run, since each is drawn with a number of its own.
/// </summary>
internal sealed class Corpus
{
    /// <summary>How often each kind of damage is done to each file, with other chances.</summary>
    private const int Times = 3;

    private readonly List<Mutant> mutants = [];

    private Corpus()
    {
    }

    public static async Task<IReadOnlyList<Mutant>> CreateAsync(string scratch)
    {
        var corpus = new Corpus();
        var waves = await AudioSeeds.WavesAsync(scratch);
        var others = await AudioSeeds.OthersAsync(scratch);
        foreach (var (name, file) in waves) corpus.Spoil($"wav {name}", "wav", file, [.. ByteMutations.All, .. WavMutations.All]);
        foreach (var (extension, file) in others) corpus.Spoil(extension, extension, file, ByteMutations.All, Times + 1);
        foreach (var (kind, name, content) in Foreign.Files(waves["pcm16"], others)) corpus.mutants.Add(new Mutant(kind, name, content));
        corpus.SpoilSidecars(waves["mulaw"]);
        foreach (var (name, content) in Texts.Huge()) corpus.mutants.Add(new Mutant("huge counts", name, content));
        corpus.SpoilTranscripts();
        return corpus.mutants;
    }

    private void Spoil(string kind, string extension, byte[] file, IEnumerable<(string Name, Func<byte[], Random, byte[]> Apply)> mutations, int times = Times)
    {
        foreach (var (damage, apply) in mutations)
        {
            for (var n = 0; n < times; n++)
            {
                var number = mutants.Count;
                mutants.Add(new Mutant($"{kind}: {damage}", $"{number:0000}.{extension}", () => apply(file, new Random(number))));
            }
        }
    }

    private void SpoilSidecars(byte[] call)
    {
        var audio = call[..(call.Length / 2)];
        var subtitles = Encoding.UTF8.GetBytes(Texts.Subtitles);
        foreach (var name in (string[])["payroll-renewal", "freight-follow-up"])
        {
            var json = File.ReadAllText(Path.Combine(Repository.Calls, name + ".json"));
            foreach (var (damage, spoil) in Json(json))
            {
                for (var n = 0; n < 2 * Times; n++)
                {
                    // Of every two one is beside a recording, one beside subtitles.
                    var (number, isAudio) = (mutants.Count, n % 2 == 0);
                    mutants.Add(new Mutant(
                        $"sidecar: {damage}", $"{number:0000}.{(isAudio ? "wav" : "vtt")}", () => isAudio ? audio : subtitles, () => spoil(new Random(number))));
                }
            }
        }
    }

    private void SpoilTranscripts()
    {
        foreach (var (kind, extension, text) in Texts.Transcripts())
        {
            var damages = extension == "json" ? Json(text) : [.. SubtitleMutations.All.Select(one => Bytes(text, one)), .. AsFile(text)];
            foreach (var (damage, spoil) in damages)
            {
                for (var n = 0; n < Times; n++)
                {
                    var number = mutants.Count;
                    mutants.Add(new Mutant($"{kind}: {damage}", $"{number:0000}.{extension}", () => spoil(new Random(number))));
                }
            }
        }
    }

    private static IEnumerable<(string Name, Func<Random, byte[]> Spoil)> Json(string json) => [.. JsonMutations.All.Select(one => Bytes(json, one)), .. AsFile(json)];

    /// <summary>Damage that knows nothing of what the text says.</summary>
    private static IEnumerable<(string Name, Func<Random, byte[]> Spoil)> AsFile(string text)
    {
        var file = Encoding.UTF8.GetBytes(text);
        return
        [
            .. TextMutations.Encodings.Select(one => (one.Name, (Func<Random, byte[]>)(chance => one.Apply(text, chance)))),
            .. ByteMutations.All.Select(one => (one.Name, (Func<Random, byte[]>)(chance => one.Apply(file, chance)))),
        ];
    }

    private static (string Name, Func<Random, byte[]> Spoil) Bytes(string text, (string Name, Func<string, Random, string> Apply) mutation) =>
        (mutation.Name, chance => Encoding.UTF8.GetBytes(mutation.Apply(text, chance)));
}
