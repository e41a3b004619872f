using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Diarization;

internal static class DiarizationRegistration
{
    public const string SectionName = "Diarization";

    /// <summary>Registers the stage; its options are the section of this name.</summary>
    public static IServiceCollection AddDiarization(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DiarizationOptions>().Bind(configuration.GetSection(SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DiarizationOptions>, DiarizationOptionsValidator>();
        services.TryAddSingleton<ITurnBuilder, TurnBuilder>();
        return services;
    }
}
