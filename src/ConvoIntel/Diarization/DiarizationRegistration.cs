using ConvoIntel.Diarization.Roles;
using ConvoIntel.Diarization.Voices;
using ConvoIntel.Inference;
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
        services.AddOptions<VoiceOptions>().Bind(configuration.GetSection(SectionName).GetSection("Voices")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VoiceOptions>, VoiceOptionsValidator>();
        services.AddSingleton<IValidateOptions<VoiceOptions>, VoiceOptionsConsistency>();
        services.TryAddSingleton<IVoiceSeparator, VoiceSeparator>();
        services.TryAddSingleton<ITurnBuilder, TurnBuilder>();
        // One thread: a call's utterances are too little work to be worth sharing.
        services.TryAddSingleton<IRoleModel>(provider => OnnxRoleModel.Load(
            provider.GetRequiredService<IOptions<DiarizationOptions>>().Value.RoleModelFolder, new OnnxSessionFactory(threads: 1)));
        services.TryAddSingleton<IRoleAssigner>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<DiarizationOptions>>().Value;
            return new RoleAssigner(options.RoleCheck == RoleCheck.Off ? null : provider.GetRequiredService<IRoleModel>(), options);
        });
        return services;
    }
}
