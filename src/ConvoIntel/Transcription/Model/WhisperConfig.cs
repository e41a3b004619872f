namespace ConvoIntel.Transcription.Model;

/// <summary>What a model's configuration files say; nothing of one model is written into the code.</summary>
internal sealed record WhisperConfig
{
    public required int VocabularySize { get; init; }

    public required int MelBins { get; init; }

    public required int DecoderLayers { get; init; }

    public required int DecoderHeads { get; init; }

    /// <summary>Width of one head; needed where the graph does not tell.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Frames of the longest window, two for each encoder position.</summary>
    public required int MaxFrames { get; init; }

    /// <summary>Frames that a window should hold at most: a model trained on single sentences ends its text after one.</summary>
    public required int PreferredFrames { get; init; }

    /// <summary>Tokens that the decoder takes at most, prompt included.</summary>
    public required int MaxTokens { get; init; }

    public required int SampleRate { get; init; }

    public required int TransformLength { get; init; }

    public required int Hop { get; init; }

    public required int StartOfTranscript { get; init; }

    public required int EndOfText { get; init; }

    public int? NoTimestamps { get; init; }

    public IReadOnlyList<int> SuppressTokens { get; init; } = [];

    public IReadOnlyList<int> BeginSuppressTokens { get; init; } = [];

    public bool? IsMultilingual { get; init; }

    /// <summary>Whether the model is meant to write timestamps unless told otherwise.</summary>
    public bool WritesTimestamps { get; init; }

    /// <summary>By token, such as <c>&lt;|en|&gt;</c>.</summary>
    public IReadOnlyDictionary<string, int> Languages { get; init; } = new Dictionary<string, int>();

    /// <summary>By name, such as <c>transcribe</c>.</summary>
    public IReadOnlyDictionary<string, int> Tasks { get; init; } = new Dictionary<string, int>();

    /// <summary>Layer and head pairs whose cross-attention follows the speech; empty where the model names none.</summary>
    public IReadOnlyList<(int Layer, int Head)> AlignmentHeads { get; init; } = [];

    /// <summary>Largest index of a transcript's first timestamp, in steps of 20 ms.</summary>
    public int MaxInitialTimestamp { get; init; } = 50;

    /// <summary>Id of <c>&lt;|0.00|&gt;</c>; null where the vocabulary has no timestamps.</summary>
    public int? FirstTimestamp => NoTimestamps is { } id && VocabularySize > id + 1 ? id + 1 : null;

    /// <exception cref="ConvoIntelException">A file is missing or wrong.</exception>
    public static WhisperConfig Read(ModelFiles files)
    {
        JsonFields Fields(string name, bool optional) => new(Path.Combine(files.Folder, name), files.ReadJson(name, optional));
        var model = Fields("config.json", optional: false);
        var generation = Fields("generation_config.json", optional: true);
        var features = Fields("preprocessor_config.json", optional: true);

        var width = model.RequireInt("d_model");
        var heads = model.RequireInt("decoder_attention_heads");
        var vocabulary = model.RequireInt("vocab_size");
        var positions = model.RequireInt("max_target_positions");
        var maxFrames = 2 * model.RequireInt("max_source_positions");
        var rate = features.Int("sampling_rate") ?? 16_000;
        var hop = features.Int("hop_length") ?? 160;
        return new WhisperConfig
        {
            VocabularySize = vocabulary,
            MelBins = features.Int("feature_size") ?? model.RequireInt("num_mel_bins"),
            DecoderLayers = model.RequireInt("decoder_layers"),
            DecoderHeads = heads,
            HeadSize = width / heads,
            MaxFrames = maxFrames,
            PreferredFrames = Math.Min(maxFrames, features.Int("chunk_length") * rate / hop ?? maxFrames),
            MaxTokens = Math.Min(positions, generation.Int("max_length") ?? model.Int("max_length") ?? positions),
            SampleRate = rate,
            TransformLength = features.Int("n_fft") ?? 400,
            Hop = hop,
            StartOfTranscript = generation.Int("decoder_start_token_id") ?? model.RequireInt("decoder_start_token_id"),
            EndOfText = model.RequireInt("eos_token_id"),
            NoTimestamps = generation.Int("no_timestamps_token_id"),
            SuppressTokens = First(generation.Ints("suppress_tokens"), model.Ints("suppress_tokens")),
            BeginSuppressTokens = First(generation.Ints("begin_suppress_tokens"), model.Ints("begin_suppress_tokens")),
            WritesTimestamps = generation.Bool("return_timestamps") ?? false,
            IsMultilingual = generation.Bool("is_multilingual"),
            Languages = generation.Map("lang_to_id"),
            Tasks = generation.Map("task_to_id"),
            AlignmentHeads = generation.Pairs("alignment_heads"),
            MaxInitialTimestamp = generation.Int("max_initial_timestamp_index") ?? 50,
        };
    }

    private static int[] First(int[] a, int[] b) => a.Length > 0 ? a : b;
}
