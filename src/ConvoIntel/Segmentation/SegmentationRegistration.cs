using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Segmentation;

internal static class SegmentationRegistration
{
    /// <summary>Registers the stage; options come from the configuration section <c>Segmentation</c>.</summary>
    public static IServiceCollection AddSegmentation(this IServiceCollection services)
    {
        services.AddOptions<SegmentationOptions>().BindConfiguration("Segmentation").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SegmentationOptions>, SegmentationOptionsValidator>();
        services.AddSingleton<IValidateOptions<SegmentationOptions>, SegmentationOptionsConsistency>();
        services.TryAddSingleton<IVoiceActivityModel, EnergySpectrumVoiceActivityModel>();
        services.TryAddSingleton<SpeechSegmenter>();
        return services;
    }
}
