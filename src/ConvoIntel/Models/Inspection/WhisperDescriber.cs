using System.Globalization;
using ConvoIntel.Transcription.Model;

namespace ConvoIntel.Models.Inspection;

/// <summary>Describes a Whisper export: what the engine will read of it, without loading its weights.</summary>
internal static class WhisperDescriber
{
    private const string Attention = "cross_attentions.";

    /// <exception cref="ConvoIntelException">A file that is needed is missing or wrong; the message says which.</exception>
    public static ModelDescription Describe(ModelDescription about, string folder, string? variant)
    {
        var files = new ModelFiles(folder, WhisperVariants.Setting(variant ?? WhisperVariants.Plain));
        var config = WhisperConfig.Read(files);
        var tokenizer = WhisperTokenizer.Load(files);
        var encoder = files.RequireGraph("encoder_model");
        var (layout, decoders) = Decoders(files);
        var graphs = decoders.Prepend(encoder).Select(path => (Path: path, Graph: OnnxGraphReader.Read(path))).ToList();
        return about with
        {
            Facts = Facts(files, config, tokenizer, layout),
            Graphs = [.. graphs.Select(graph => GraphText.Describe(FolderListing.Relative(folder, graph.Path), graph.Graph))],
            Use = Use(config, layout, [.. graphs.Skip(1).Select(graph => graph.Graph)]),
            Problems = [.. graphs.SelectMany(graph => FolderListing.MissingData(graph.Path, graph.Graph))],
        };
    }

    // In the order in which the engine looks: see WhisperDecoder.Load.
    private static (DecoderLayout Layout, IReadOnlyList<string> Graphs) Decoders(ModelFiles files)
    {
        var plain = files.FindGraph("decoder_model");
        if (plain is not null && files.FindGraph("decoder_with_past_model") is { } withPast) return (DecoderLayout.TwoGraphs, [plain, withPast]);
        if (files.FindGraph("decoder_model_merged") is { } merged) return (DecoderLayout.Merged, [merged]);
        return (DecoderLayout.WithoutCache, [files.RequireGraph("decoder_model")]);
    }

    private static List<ModelFact> Facts(ModelFiles files, WhisperConfig config, WhisperTokenizer tokenizer, DecoderLayout layout)
    {
        var model = new JsonFields(Path.Combine(files.Folder, "config.json"), files.ReadJson("config.json"));
        var seconds = (double)config.PreferredFrames * config.Hop / config.SampleRate;
        static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "not told";
        return
        [
            new("layout", layout switch
            {
                DecoderLayout.TwoGraphs => "two decoders: one for the prompt, one with cache",
                DecoderLayout.Merged => "merged decoder with cache",
                _ => "one decoder without cache",
            }),
            new("width", Number(model.Int("d_model"))),
            new("encoder", $"{Number(model.Int("encoder_layers"))} layers of {Number(model.Int("encoder_attention_heads"))} heads"),
            new("decoder", $"{Number(config.DecoderLayers)} layers of {Number(config.DecoderHeads)} heads of {Number(config.HeadSize)}"),
            new("vocabulary", $"{Number(config.VocabularySize)} tokens, {Number(tokenizer.Specials.Count)} of them special"),
            new("longest text", $"{Number(config.MaxTokens)} tokens a window"),
            new("audio", string.Create(CultureInfo.InvariantCulture, $"{config.MelBins} mel bins, {config.SampleRate} Hz, windows of up to {seconds:0.#} s")),
            new("languages", config.Languages.Count > 1 ? $"{config.Languages.Count}: {Codes(config)}" : config.IsMultilingual == true ? "multilingual, not listed" : "one"),
            new("tasks", config.Tasks.Count > 0 ? string.Join(", ", config.Tasks.Keys) : "transcribe"),
            new("timestamp tokens", config.FirstTimestamp is null ? "none" : "yes"),
        ];
    }

    private static string Codes(WhisperConfig config)
    {
        var codes = config.Languages.OrderBy(language => language.Value).Select(language => language.Key.Trim('<', '|', '>')).ToList();
        return string.Join(' ', codes.Take(12)) + (codes.Count > 12 ? " …" : "");
    }

    private static List<string> Use(WhisperConfig config, DecoderLayout layout, IReadOnlyList<OnnxGraph> decoders)
    {
        var attends = decoders.All(graph => graph.Outputs.Any(output => output.Name.StartsWith(Attention, StringComparison.Ordinal)));
        List<string> use =
        [
            attends
                ? $"Word times come from cross-attention, {(config.AlignmentHeads.Count > 0 ? $"by the {config.AlignmentHeads.Count} heads that the model names" : "by all heads of the upper half of the layers")}."
                : "Word times are interpolated within each segment, and marked so: the decoder exports no cross-attentions (an export named '_timestamped' does).",
        ];
        if (layout == DecoderLayout.WithoutCache) use.Add("It is slow: without a cache each token reads the whole text again.");
        if (config.Languages.Count <= 1 && config.IsMultilingual != true) use.Add("It hears one language; Transcription:Language has no effect.");
        return use;
    }
}
