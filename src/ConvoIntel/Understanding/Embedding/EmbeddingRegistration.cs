using ConvoIntel.Inference;
using ConvoIntel.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvoIntel.Understanding.Embedding;

/// <summary>Registers sentence vectors, also for programs that want nothing else of the pipeline.</summary>
public static class EmbeddingRegistration
{
    /// <param name="services">Gets <see cref="ISentenceEmbedder"/>; its model is found and loaded when it is first asked for.</param>
    /// <param name="configuration">The root; <see cref="EmbeddingOptions"/> are read from the section <c>Understanding</c>.</param>
    public static IServiceCollection AddSentenceEmbedding(this IServiceCollection services, IConfiguration configuration) =>
        services.AddModels(configuration).AddEmbedder(configuration);

    /// <summary>The same, where <see cref="ModelLocator"/> is registered by another.</summary>
    internal static IServiceCollection AddEmbedder(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddInference(configuration);
        services.AddOptions<EmbeddingOptions>().Bind(configuration.GetSection(UnderstandingRegistration.SectionName));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EmbeddingOptions>, EmbeddingOptionsValidator>());
        services.TryAddSingleton<ISentenceEmbedder>(provider =>
        {
            var reference = provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value.EmbeddingModel;
            var model = provider.GetRequiredService<ModelLocator>().FindFolder(reference, ModelKind.Embedding);
            return OnnxSentenceEmbedder.Load(model.Folder, model.Variant, provider.GetRequiredService<OnnxSessionFactory>());
        });
        return services;
    }
}
