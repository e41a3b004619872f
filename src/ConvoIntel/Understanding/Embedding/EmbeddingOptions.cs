using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Which model turns sentences into vectors. Read from the section <c>Understanding</c>; looked at only where vectors are wanted.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>
    /// A model's name, <c>name:variant</c> or a folder with <c>model.onnx</c>, <c>vocab.txt</c>, <c>config.json</c>, <c>tokenizer_config.json</c>.
    /// Default the starter that ships.
    /// </summary>
    [Required]
    public string EmbeddingModel { get; set; } = Path.Combine("models", "embedding-starter");
}

[OptionsValidator]
internal sealed partial class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>;
