using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.Tagging;

/// <summary>Turns probabilities into tags: thresholds, and which side can say what by the taxonomy's definitions.</summary>
internal static class TagRules
{
    /// <summary>Tags of each utterance, most certain first.</summary>
    public static IReadOnlyList<Utterance> Apply(
        IReadOnlyList<Utterance> utterances, float[][] probabilities, IReadOnlyList<string> labels, IReadOnlyList<double> thresholds)
    {
        var result = new Utterance[utterances.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var utterance = utterances[i];
            List<UtteranceTag> tags = [];
            if (!utterance.Backchannel)
            {
                for (var label = 0; label < labels.Count; label++)
                {
                    if (probabilities[i][label] >= thresholds[label] && Allowed(labels[label], utterance.Role))
                        tags.Add(new UtteranceTag(labels[label], Math.Round(probabilities[i][label], 4)));
                }
            }

            result[i] = utterance with { Tags = [.. tags.OrderByDescending(tag => tag.Confidence).ThenBy(tag => tag.Tag, StringComparer.Ordinal)] };
        }

        return result;
    }

    /// <summary>Where the role is unknown, anyone may say anything.</summary>
    public static bool Allowed(string tag, ParticipantRole role) => role switch
    {
        ParticipantRole.Rep => !tag.StartsWith(Tags.ObjectionPrefix, StringComparison.Ordinal) && tag != Tags.BuyingSignal,
        ParticipantRole.Customer => tag is not (Tags.ObjectionResponse or Tags.ValueProposition),
        _ => true,
    };
}
