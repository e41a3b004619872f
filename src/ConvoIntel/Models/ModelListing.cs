namespace ConvoIntel.Models;

/// <summary>A line of <c>convointel models list</c>.</summary>
/// <param name="Name">Name, as in settings.</param>
/// <param name="Kind">What it is for; null for a folder of which its files do not tell.</param>
/// <param name="Languages">Language codes; <c>mul</c> for many.</param>
/// <param name="Licence">SPDX name; null for a folder of the user's own.</param>
/// <param name="Variants">All variants.</param>
/// <param name="Here">Whether its folder is there.</param>
/// <param name="VariantsHere">Variants that are whole on this machine.</param>
/// <param name="Ships">Whether it belongs to the repository.</param>
/// <param name="Listed">Whether the manifest lists it.</param>
/// <param name="BytesHere">Size of its folder; null where there is none.</param>
/// <param name="BytesToPull">Size of the variant that a pull takes; null where it is not known.</param>
/// <param name="Folder">Path of its folder; null where there is none.</param>
public sealed record ModelListing(
    string Name, ModelKind? Kind, IReadOnlyList<string> Languages, string? Licence, IReadOnlyList<string> Variants,
    bool Here, IReadOnlyList<string> VariantsHere, bool Ships, bool Listed, long? BytesHere, long? BytesToPull, string? Folder);

/// <summary>What a check of one file found.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="File">Path of the file in its folder.</param>
/// <param name="State">Whether it is right.</param>
/// <param name="Detail">What is wrong, as a clause; null where nothing is.</param>
public sealed record VerifiedFile(string Model, string File, FileState State, string? Detail);

/// <summary>How a file of a model stands.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(FileStateConverter))]
public enum FileState
{
    /// <summary>It is the one that the manifest or the lock names.</summary>
    Right,

    /// <summary>It is there, and no hash is known to check it by.</summary>
    Unknown,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is another file than was expected.</summary>
    Wrong,
}

internal sealed class FileStateConverter() : System.Text.Json.Serialization.JsonStringEnumConverter<FileState>(System.Text.Json.JsonNamingPolicy.CamelCase);
