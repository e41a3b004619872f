using System.Text.RegularExpressions;
using ConvoIntel.Conversations;
using ConvoIntel.Understanding.Tagging;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>What is refused, what happens in the call itself, and what settles a commitment made before.</summary>
internal static partial class CommitmentRules
{
    /// <summary>A reply belongs to a proposal at most this many utterances before it, acknowledgements left out.</summary>
    private const int ReplyWithin = 4;

    /// <summary>"Let me share my screen": done before anyone hangs up, unless a date says otherwise.</summary>
    public static bool HappensInTheCall(string text) => InCall().IsMatch(text) && !Later().IsMatch(text);

    /// <summary>True where the other side's next words turn the proposal down and name nothing instead.</summary>
    public static bool Refused(IReadOnlyList<Utterance> utterances, int row)
    {
        if (!Asks().IsMatch(utterances[row].Text)) return false;
        var looked = 0;
        for (var i = row + 1; i < utterances.Count && looked < 2; i++)
        {
            if (SameSide(utterances[i], utterances[row]) || utterances[i].Backchannel) continue;
            looked++;
            if (Agrees().IsMatch(utterances[i].Text) || utterances[i].Tags.Any(tag => tag.Tag == Tags.NextStep)) return false;
            if (TurnsDown().IsMatch(utterances[i].Text)) return true;
        }

        return false;
    }

    /// <summary>For words that agree to something or say when: the other side's proposal just before them, or null.</summary>
    public static int? AskBefore(IReadOnlyList<Utterance> utterances, int row)
    {
        var text = utterances[row].Text;
        if (!Agrees().IsMatch(text) && !Confirms().IsMatch(text) && !SaysWhenOnly().IsMatch(text)) return null;
        for (var i = row - 1; i >= Math.Max(0, row - 3); i--)
        {
            if (utterances[i].Backchannel || SameSide(utterances[i], utterances[row])) continue;
            var asked = utterances[i].Text;
            return (OwnerRules.ProposesMeeting(asked) && (Asks().IsMatch(asked) || DayNamed().IsMatch(asked))) || (Asks().IsMatch(asked) && DayNamed().IsMatch(asked)) ? i : null;
        }

        return null;
    }

    /// <summary>True where an utterance answers, confirms or moves the commitment before it, and makes no new one.</summary>
    public static bool Settles(IReadOnlyList<Utterance> utterances, Commitment commitment, int row)
    {
        var between = 0;
        for (var i = commitment.Rows[^1] + 1; i < row; i++)
        {
            if (!utterances[i].Backchannel && !UtteranceNormalizer.IsAcknowledgement(UtteranceNormalizer.Words(utterances[i].Text))) between++;
        }

        if (between >= ReplyWithin) return false;
        var text = utterances[row].Text;
        var first = utterances[commitment.Rows[0]];
        var meeting = OwnerRules.IsMeeting(first.Text);
        if (NewAction().IsMatch(text) && !(meeting && SendsInvitation().IsMatch(text) && !SameSide(utterances[row], utterances[commitment.Rows[^1]])))
        {
            // "Thursday at two works. I'll bring the engineer": the agreement comes first, what follows is part of it.
            return meeting && !SameSide(utterances[row], utterances[commitment.Rows[^1]]) && Confirms().IsMatch(text);
        }

        if (SameSide(utterances[row], utterances[commitment.Rows[^1]])) return between == 0 && meeting && SaysWhenOnly().IsMatch(text);
        return Agrees().IsMatch(text) || Confirms().IsMatch(text) || Counters().IsMatch(text) || SaysWhenOnly().IsMatch(text);
    }

    private static bool SameSide(Utterance a, Utterance b) =>
        a.Role is ParticipantRole.Unknown || b.Role is ParticipantRole.Unknown ? a.Speaker == b.Speaker : a.Role == b.Role;

    private const string Day = @"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|noon|midday|lunch(?:time)?|morning|afternoon|evening|next week|"
        + @"\d{1,2}(?:[:.]\d\d)?(?:st|nd|rd|th|\s*[ap]\.?m)?|(?:half|quarter) past \w+|the (?:\w+-)?\w+(?:th|st|nd|rd|first|second|third)|"
        + "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";

    [GeneratedRegex(@"\b(?:share|sharing) (?:my|the|your) screen\b|\bon hold\b|\bpull (?:it|that|this|up)\b|\b(?:bear|bare) with me\b|\bgive me (?:a|one|two|half a) (?:sec|second|moment|minute|min)\b|\bone (?:sec|second|moment)\b|\bjust (?:a )?(?:sec|second|moment)\b|\blet me (?:just )?(?:show you|check|see|look|think|write|note|find|grab (?:a|my) pen|pull|jump|start|ask you|explain|back up|finish|tell you)\b|\btell me (?:now|about|more)\b|\bwalk me through\b|\bnow while (?:we|I)\b|\bwhile we(?:'re| are) (?:here|on)\b|\b(?:add|drop|put|paste) (?:it|that|the link) in the chat\b", RegexOptions.IgnoreCase)]
    private static partial Regex InCall();

    [GeneratedRegex(@"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|next (?:week|month)|this (?:afternoon|evening|week)|get back|come back|let you know|later|end of|after (?:the|this) call|send|email|e-mail)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Later();

    [GeneratedRegex(@"\?|^(?:so |then |and |well |okay |right )*(?:can|could|would|will|shall|should|may|might|do|does|are|is|how about|what about|what if|let's|why don't|any chance)\b|\b(?:can|could|would|shall|should) (?:I|we|you)\b|\blet's\b|\bhow about\b|\bwhat about\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();

    [GeneratedRegex(@"^\W*(?:(?:um|uh|oh|well|so|and|hmm|right|okay|look|honestly|listen),? )*(?:yes|yeah|yep|yup|aye|sure|perfect|great|deal|done|okay|ok|fine|of course|absolutely|definitely|certainly|sounds (?:good|fine|great)|that works|works|go on then|go ahead|go for it|please do|do that|will do|happy to|I can do|let's do|course|good|lovely|brilliant|wonderful|excellent|very well|all right|alright|no problem|no worries|book it|I'd like that|fair enough)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Agrees();

    [GeneratedRegex(@"\b(?:" + Day + @")\b[^.?!]{0,30}\b(?:works?|is (?:good|fine|okay|perfect|better|great)|'?s (?:good|fine|okay|perfect|better|great|alright|all right)|it is|suits?|then)\b|\b(?:that|this|either|both) (?:works|suits|is fine|is good|is okay)\b|\bworks for (?:me|us|both)\b|\b(?:make|say|call) it\b|\bsee you\b|\b(?:I can|we can) (?:do|make)\b|\bbook it\b|\bpencil\b", RegexOptions.IgnoreCase)]
    private static partial Regex Confirms();

    [GeneratedRegex(@"\b(?:no good|can'?t do|cannot do|doesn'?t work|won'?t work|rather|better|instead|how about|what about|could we (?:do|say|make)|can we (?:do|say|make)|let'?s (?:say|make it|do))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Counters();

    [GeneratedRegex(@"^\W*(?:(?:so|then|and|okay|right|say|maybe|perfect|great|um|uh|on|at|by|for|the),? )*(?:" + Day + @")\b", RegexOptions.IgnoreCase)]
    private static partial Regex SaysWhenOnly();

    [GeneratedRegex(@"\b(?:I'll|I will|I'm (?:going to|gonna)|we'll|we will|you'll|you will|can you|could you|would you|will you|let me|I can|please)\b(?! (?:do|make|be (?:there|free|around|ready)|see you|talk|speak|take that|have to))", RegexOptions.IgnoreCase)]
    private static partial Regex NewAction();

    [GeneratedRegex(@"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|next (?:week|month)|the \w+(?:[ -]\w+)?(?:th|st|nd|rd|first|second|third)\b|in \w+ weeks?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DayNamed();

    [GeneratedRegex(@"\b(?:invit\w*|calendar\w*|diary|meeting request|zoom link|teams link|the link|placeholder|hold)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SendsInvitation();

    [GeneratedRegex(@"^\W*(?:(?:um|uh|oh|well|so|and|hmm|look|honestly|listen|right|okay|sorry|thanks),? )*(?:no|nope|nah|not)\b(?! (?:problem|worries|trouble|issue|bother))|\b(?:I'd rather not|rather not|I'd prefer not|don'?t (?:want|think so|bother|call|send|need)|not (?:now|today|at this|interested|going to|ready|yet|necessary|necessarily)|no need|please don'?t|I'll pass|leave it|hold off|let's not|wouldn'?t (?:bother|want)|can'?t commit|won'?t be|no thank|thanks but|waste of)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TurnsDown();
}
