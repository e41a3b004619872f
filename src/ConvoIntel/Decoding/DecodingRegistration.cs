using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Decoding;

/// <summary>Registers the decoding stage.</summary>
internal static class DecodingRegistration
{
    public static IServiceCollection AddDecoding(this IServiceCollection services)
    {
        services.AddOptions<DecodingOptions>().BindConfiguration("Decoding").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DecodingOptions>, DecodingOptionsValidator>());
        services.TryAddSingleton<IAudioDecoder, AudioDecoder>();
        return services;
    }
}
