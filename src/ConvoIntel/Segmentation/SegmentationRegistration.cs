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
        services.TryAddSingleton<IVoiceActivityModel, EnergySpectrumVoiceActivityModel>();
        services.TryAddSingleton<ISpeechSegmenter, SpeechSegmenter>();
        return services;
    }
}
