namespace ConvoIntel.Models.Manifest;

/// <summary>How settings and the command line name a model: <c>whisper-base.en</c>, <c>whisper-base.en:int8</c>, or a path.</summary>
/// <param name="Name">A model's name, or a path.</param>
/// <param name="Variant">The variant after the colon; null where none is named.</param>
internal sealed record ModelReference(string Name, string? Variant)
{
    /// <summary>Whether <see cref="Name"/> can be a name, and not only a path.</summary>
    public bool IsName => SafeNames.IsName(Name);

    public static ModelReference Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        // C:\models has a colon too; what is not a variant's name after it belongs to the path.
        return colon > 1 && !Path.Exists(text) && SafeNames.IsVariant(text[(colon + 1)..])
            ? new ModelReference(text[..colon], text[(colon + 1)..])
            : new ModelReference(text, null);
    }

    public override string ToString() => Variant is null ? Name : $"{Name}:{Variant}";
}
