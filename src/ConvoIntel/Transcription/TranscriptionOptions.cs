using System.ComponentModel.DataAnnotations;

namespace ConvoIntel.Transcription;

/// <summary>Speech to text. The thresholds are those of the Whisper paper (Radford et al. 2022, 4.5 and table 7).</summary>
public sealed class TranscriptionOptions
{
    private const string VariantPattern = "^[A-Za-z0-9_-]*$";

    /// <summary>
    /// Folder of a Whisper model exported to ONNX, default the starter model that ships; or a ggml file (<c>.bin</c>) where an engine reads it.
    /// </summary>
    [Required]
    public string ModelFolder { get; set; } = Path.Combine("models", "whisper-starter");

    /// <summary>
    /// Which of several graphs to take: <c>int8</c> reads <c>encoder_model_int8.onnx</c>; empty (the default) or <c>fp32</c> the plain names.
    /// </summary>
    [RegularExpression(VariantPattern)]
    public string Variant { get; set; } = "";

    /// <summary>Another variant for the encoder; null (the default) takes <see cref="Variant"/>.</summary>
    [RegularExpression(VariantPattern)]
    public string? EncoderVariant { get; set; }

    /// <summary>Another variant for the decoder; null (the default) takes <see cref="Variant"/>.</summary>
    [RegularExpression(VariantPattern)]
    public string? DecoderVariant { get; set; }

    /// <summary>
    /// What is spoken, as the model names it: <c>en</c> (the default), <c>de</c> … or <c>auto</c>, which tells it from the first half minute
    /// of speech in each channel. An English-only model ignores it.
    /// </summary>
    [Required]
    [RegularExpression("^(auto|[a-z]{2,3})$", ErrorMessage = "Language: auto, or a code of two or three letters such as en or de.")]
    public string Language { get; set; } = "en";

    /// <summary>Text in the language that is spoken (the default), or translated to English by a multilingual model.</summary>
    [EnumDataType(typeof(TranscriptionTask))]
    public TranscriptionTask Task { get; set; }

    /// <summary>Most windows decoded at once, 1 to 256; null (the default) finds out when the model is loaded. Memory grows with it.</summary>
    [Range(1, 256)]
    public int? MaxBatchSize { get; set; }

    /// <summary>
    /// Batches at work at the same time, 1 to 256, on one copy of the weights, each on <c>Inference:Threads</c> threads; null (the default)
    /// finds out when the model is loaded, or follows from the threads.
    /// </summary>
    [Range(1, 256)]
    public int? Lanes { get; set; }

    /// <summary>
    /// Lets the model write timestamps where its vocabulary has them. Null (the default) does as the model's generation_config.json says
    /// in <c>return_timestamps</c>: published models say false, and the voice detector has cut the speech already.
    /// </summary>
    public bool? Timestamps { get; set; }

    /// <summary>Finds each word's time from the cross-attention where the model exports it; default true.</summary>
    public bool AlignWords { get; set; } = true;

    /// <summary>Tried in order until a text passes the thresholds, each 0 to 1; empty (the default) stands for 0, 0.2, 0.4, 0.6, 0.8, 1.</summary>
    public double[] Temperatures { get; set; } = [];

    /// <summary>A text that compresses better than this repeats itself, and is tried again; 1 to 100, default 2.4.</summary>
    [Range(1, 100)]
    public double CompressionRatioThreshold { get; set; } = 2.4;

    /// <summary>A text whose mean log-probability is lower is tried again; −100 to 0, default −1.</summary>
    [Range(-100, 0)]
    public double LogProbabilityThreshold { get; set; } = -1;

    /// <summary>Nothing was said where the model is surer than this that there is no speech, and unsure of its text; 0 to 1, default 0.6.</summary>
    [Range(0, 1)]
    public double NoSpeechThreshold { get; set; } = 0.6;

    /// <summary>A segment whose loudest 30 ms stay below this is not decoded at all; dB of full scale, −120 to 0, default −60.</summary>
    [Range(-120, 0)]
    public double SilenceLevel { get; set; } = -60;

    /// <summary>
    /// Most silence added to a window so that it fits a batch, 0 to 10 s; default a quarter second, the most that the starter model heard.
    /// Models that take windows of one length only are padded to that, whatever this says.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan MaxPadding { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Makes draws at temperatures above 0 repeatable; any number, default 0.</summary>
    public int Seed { get; set; }

    // Configuration adds to a list that is not empty, so the default cannot stand in the property itself.
    internal IReadOnlyList<double> EffectiveTemperatures => Temperatures.Length > 0 ? Temperatures : [0, 0.2, 0.4, 0.6, 0.8, 1];
}

/// <summary>What a recogniser writes of the speech it hears.</summary>
public enum TranscriptionTask
{
    /// <summary>The words that are said.</summary>
    Transcribe,

    /// <summary>What they mean in English.</summary>
    Translate,
}
