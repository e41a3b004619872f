using ConvoIntel.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Segmentation;

internal static class SegmentationRegistration
{
    public const string SectionName = "Segmentation";

    /// <summary>Registers the stage; its options are the section of this name.</summary>
    public static IServiceCollection AddSegmentation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SegmentationOptions>().Bind(configuration.GetSection(SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SegmentationOptions>, SegmentationOptionsValidator>();
        services.AddSingleton<IValidateOptions<SegmentationOptions>, SegmentationOptionsConsistency>();
        // One thread: a frame is too little work to be worth sharing.
        services.TryAddSingleton<IVoiceActivityModel>(provider => new SileroVoiceActivityModel(
            provider.GetRequiredService<IOptions<SegmentationOptions>>().Value.ModelPath, new OnnxSessionFactory(threads: 1)));
        services.TryAddSingleton<ISpeechSegmenter, SpeechSegmenter>();
        return services;
    }
}
