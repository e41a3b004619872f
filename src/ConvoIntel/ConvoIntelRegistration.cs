using ConvoIntel.Decoding;
using ConvoIntel.Diarization;
using ConvoIntel.Inference;
using ConvoIntel.Ingestion;
using ConvoIntel.Models;
using ConvoIntel.Segmentation;
using ConvoIntel.Transcription;
using ConvoIntel.Understanding;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel;

/// <summary>Registers the pipeline and its stages.</summary>
public static class ConvoIntelRegistration
{
    /// <summary>
    /// Adds <see cref="ConversationPipeline"/> and all that it needs but a deal book (<c>AddConvoIntelStorage</c>),
    /// logging and a <see cref="TimeProvider"/>. Each stage binds the section of its name.
    /// </summary>
    public static IServiceCollection AddConvoIntel(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(configuration);
        services.AddOptions<PipelineOptions>().Bind(configuration.GetSection("Pipeline")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PipelineOptions>, PipelineOptionsValidator>();
        services.AddSingleton<ConversationPipeline>();
        return services
            .AddInference(configuration)
            .AddModels(configuration)
            .AddIngestion()
            .AddDecoding()
            .AddSegmentation(configuration)
            .AddTranscription(configuration)
            .AddDiarization(configuration)
            .AddUnderstanding(configuration);
    }
}
