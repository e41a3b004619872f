using ConvoIntel.Inference;
using ConvoIntel.Understanding.Embedding;
using ConvoIntel.Understanding.Tagging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Understanding;

/// <summary>Registers the understanding stage.</summary>
internal static class UnderstandingRegistration
{
    public const string SectionName = "Understanding";

    /// <param name="services">Gets <see cref="IConversationReader"/>; the tagger is loaded when it is first asked for.</param>
    /// <param name="configuration">The root; options are read from its section <see cref="SectionName"/>.</param>
    public static IServiceCollection AddUnderstanding(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddEmbedder(configuration);
        services.AddOptions<UnderstandingOptions>().Bind(configuration.GetSection(SectionName)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UnderstandingOptions>, UnderstandingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UnderstandingOptions>, UnderstandingListsValidator>());
        services.TryAddSingleton<IConversationReader>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<UnderstandingOptions>>().Value;
            var tagger = OnnxUtteranceTagger.Load(options.ModelFolder, provider.GetRequiredService<OnnxSessionFactory>());
            var concepts = options.Concepts.Count == 0 ? null
                : new ConceptFinder(provider.GetRequiredService<ISentenceEmbedder>(), options.Concepts, options.ConceptThreshold);
            return new ConversationReader(tagger, options, concepts);
        });
        return services;
    }
}
