using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Inference;

/// <summary>Registers what every stage with a model needs; calling it twice does no harm.</summary>
internal static class InferenceRegistration
{
    public const string SectionName = "Inference";

    public static IServiceCollection AddInference(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InferenceOptions>()
            .Bind(configuration.GetSection(SectionName))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => new OnnxSessionFactory(
            provider.GetRequiredService<IOptions<InferenceOptions>>().Value, provider.GetService<ILogger<OnnxSessionFactory>>()));
        return services;
    }
}
