using System.Text.RegularExpressions;
using ConvoIntel.Conversations;

namespace ConvoIntel.Understanding.NextSteps;

/// <summary>Who is to do it: from the wording, and from who says it.</summary>
internal static partial class OwnerRules
{
    public const string Rep = "rep";
    public const string Customer = "customer";
    public const string Both = "both";

    /// <summary>
    /// A meeting is both sides' unless one says that they alone call or come; "I'll" is the speaker's side, "can you" the other's.
    /// Where the speaker's side is unknown, and so nobody can be named, it is both.
    /// </summary>
    public static string Owner(Utterance utterance)
    {
        var (mine, theirs) = utterance.Role switch
        {
            ParticipantRole.Rep => (Rep, Customer),
            ParticipantRole.Customer => (Customer, Rep),
            _ => (Both, Both),
        };
        var text = utterance.Text;
        List<(int At, string Owner)> found = [];
        Note(Together(), Both);
        Note(Mine(), mine);
        Note(Theirs(), theirs);
        if (found.Count > 0) return found.MinBy(pair => pair.At).Owner;
        return IsMeeting(text) || Appointment().IsMatch(text) ? Both : mine;

        void Note(Regex pattern, string owner)
        {
            if (pattern.Match(text) is { Success: true } match) found.Add((match.Index, owner));
        }
    }

    /// <summary>Whether it proposes that the sides meet or talk.</summary>
    public static bool ProposesMeeting(string text) => Together().IsMatch(text);

    /// <summary>Whether it is about meeting or talking, rather than sending or doing.</summary>
    public static bool IsMeeting(string text) => Together().IsMatch(text) || (Meeting().IsMatch(text) && !Sending().IsMatch(text));

    [GeneratedRegex(@"\b(?:let'?s (?!me\b)|shall we\b|should we\b|can we\b|could we\b|(?:we|us) (?:could |can |should |might |all |both |to )?(?:meet|talk|speak|reconvene|regroup|touch base|catch up|sit down|get together|pick (?:this|it) (?:back )?up|jump on|hop on|have (?:a|another) (?:call|chat|look))|we'?ll (?:meet|talk|speak|reconvene|catch up|see)|(?:three|four|two|both|all) of us\b|(?:are|would|will) you (?:be )?(?:free|around|available|open to|up for)|(?:can|could|would) you (?:be there|join|spare|meet|talk|speak|hop on|jump on|(?:do|make|manage) (?:it (?:on|at)|this|next|early|later?|\d|tomorrow|(?:mon|tues|wednes|thurs|fri)day|the \w+(?:th|st|nd|rd)\b))|(?:give|spare|lend) me (?:about |just )?(?:\w+ )?(?:minutes|mins|half an hour|an hour)|I(?:'ll| will| can| could|'d like to| would like to) (?:take you (?:to|through|round)|walk you|show you|meet you|come (?:by|in|over|out|to|down|up|and)|pop (?:in|over|by|round|down|up)|(?:do|make) (?:it (?:on|at)|the (?:\w+-)?\w+|(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next week)\b|swing|drop (?:by|in)|visit)|do you have (?:time|(?:\w+ )?minutes)|what does your (?:calendar|diary|\w+day)|how (?:does|is|are you fixed)|does (?:\w+ ){1,4}(?:work|suit)|(?:would|will) (?:\w+ ){1,4}(?:work|suit)|(?:book|pencil|put) (?:me|us) (?:in|down)|revisit (?:it|this|that)|kick (?:it |this )?off|(?:book|schedule|set up|put in|arrange|get) (?:a|another|some|that|the|you|\w+ minutes|time)\b[^.?!]{0,30}\b(?:call|demo|meeting|session|workshop|chat|time|minutes|visit|walkthrough|review)|(?:could|can|may|shall|might) I (?:come|pop|swing|drop (?:by|in|round)|stop by|visit|show|take you|walk you|grab|steal|borrow|put (?:\w+ )?(?:minutes|time|something|half an hour|a (?:call|slot|session))))", RegexOptions.IgnoreCase)]
    private static partial Regex Together();

    [GeneratedRegex(@"\b(?:I'?ll\b|I will\b|I'?m (?:going to|gonna|sending|emailing)\b|I'?d (?:send|like to send|be happy to)\b|I can\b|I could\b|let me\b|we'?ll\b|we will\b|we'?re going to\b|we can\b|(?:shall|should|can|could|may) I\b|(?:do you )?want me to\b|would you like me to\b|happy to (?:send|share|get)\b|you'?ll (?:have|get|receive|see)\b|you will (?:have|get|receive)\b|I (?:need|have|got|promise) to\b|my (?:\w+ )?(?:colleague|team|boss|assistant|engineer|manager)\b[^.?!]{0,12}\bwill\b|(?:\w+)'ll (?:send|call|email|ring|get)\b|give (?:me|us) (?:\w+ ){0,2}(?:until|till|days?|weeks?|to)\b|\bif I\b|I (?:send|call|write|ask|bring|see|read|check|speak|make|get|put)\b|you'?ll hear\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Mine();

    [GeneratedRegex(@"\b(?:(?:can|could|would|will) you\b(?! like me)|if you (?:could|can|would)\b|you'?(?:d|ll) (?:need|have) to\b|you (?:will |would )?(?:need|have) to\b|(?:I|we)(?:'ll| will|'d| would|'re going to| are going to|'m going to)? need (?:your\b|(?:\w+ ){1,8}from you\b|you to\b)|mind (?:sending|getting|sharing|giving|forwarding|looping|introducing|checking|asking)\b|you can\b|you could\b|would you mind\b|why don'?t you\b|(?:call|ring|send|email|e-mail|text|phone|give|get|bring|ping|forward|drop|shoot|copy) me\b|please (?:send|email|share|get|forward|call|ring|have|put)|(?<=^\W*(?:(?:and|so|then|yes|yeah|sure|okay|well|just|great|perfect|good|do that)[,.]? )*)(?:send|email|e-mail|call|ring|text|forward|share|get|give|book|put|drop|ping|shoot|bring|come|copy|post)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Theirs();

    // "Thursday works", without a word on who does what.
    [GeneratedRegex(@"\b(?:works?|suits|see you|it is|(?:is|'s) (?:good|fine|okay|perfect|better|great|alright|all right)|make it|say|then)\b|^\W*(?:\w+ ){0,3}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", RegexOptions.IgnoreCase)]
    private static partial Regex Appointment();

    [GeneratedRegex(@"\b(?:meet(?:ing)?|call|talk|speak|chat|demo|session|visit|catch[- ]up|workshop|walkthrough|review|coffee|lunch|come (?:by|in|over|out)|sit down|(?:\d+|fifteen|twenty|thirty|ten|half an hour) ?(?:minutes|mins)?|calendar|diary|slot)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Meeting();

    [GeneratedRegex(@"\b(?:send|email|e-mail|forward|share|draft|write|prepare|provide|quote|contract|list|document)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sending();
}
