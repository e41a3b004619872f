using System.Collections.Frozen;

namespace ConvoIntel.Evaluation.Words;

/// <summary>British spellings and their American forms: families of words by stem and ending, and those that follow no rule.</summary>
internal static class Spellings
{
    public static string American(string word) => ByWord.GetValueOrDefault(word, word);

    private static Dictionary<string, string> All()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(all, "our", "or", Our, ["", "s", "ed", "ing", "er", "ers", "ful", "fully", "able", "ably", "ite", "ites", "less", "al", "ally", "hood", "hoods", "ly", "ist", "y"]);
        Add(all, "is", "iz", Ise, ["e", "es", "ed", "ing", "er", "ers", "able", "ation", "ations", "ational"]);
        Add(all, "ys", "yz", ["anal", "paral", "catal", "electrol"], ["e", "es", "ed", "ing", "er", "ers"]);
        Add(all, "re", "er", ["cent", "theat", "fib", "calib", "lust", "somb", "spect", "sab", "meag", "met", "lit", "kilomet", "millimet", "centimet", "millilit", "epicent", "amphitheat"], ["", "s"]);
        Add(all, "ll", "l", [.. DoubledL.Select(word => word[..^1])], ["ed", "ing", "er", "ers", "or", "ors"]);
        Add(all, "ence", "ense", ["def", "off", "pret", "lic"], ["", "s", "less"]);
        Add(all, "ogue", "og", ["catal", "dial", "anal", "monol", "prol", "epil", "travel"], ["", "s"]);
        foreach (var pair in Irregular.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('='))) all[pair[0]] = pair[1];
        return all;
    }

    private static void Add(Dictionary<string, string> all, string british, string american, string[] stems, string[] endings)
    {
        foreach (var stem in stems)
        {
            foreach (var ending in endings) all[stem + british + ending] = stem + american + ending;
        }
    }

    private static readonly string[] Our = Stems(
        "col discol fav hon dishon lab neighb behavi misbehavi hum rum harb flav endeav vap od sav arm parl tum vig rig splend savi cand clam "
        + "ferv ard ranc demean enam val succ misdemean hard disfav watercol");

    private static readonly string[] Ise = Stems(
        "organ reorgan disorgan real recogn final prior optim minim maxim custom util summar standard author special general central decentral local "
        + "global categor computer digit emphas apolog critic character memor monet visual penal stabil mobil immobil capital equal formal normal "
        + "personal subsid symbol synchron modern legal material natural neutral industrial internal external commercial rational "
        + "revolution sanit scrutin steril patron pressur public random econom energ fertil harmon hospital human hypothes ideal ital "
        + "jeopard liberal magnet mechan militar mineral miniatur national oxid parallel polar popular pulver regular social "
        + "terror theor tranquil traumat trivial urban vandal vital weapon amort anonym authent brutal cannibal canon "
        + "civil colon container contextual crystal demon demoral deput dramat empath euthan familiar fantas fraternal galvan hypnot "
        + "idol immun initial institutional item lion motor nasal ostrac particular plagiar priorit "
        + "rhapsod romantic serial sensit desensit signal stigmat sympath system tantal tempor token union victim "
        + "vocal winter actual collateral compartmental conceptual privat incentiv parameter virtual");

    private static readonly string[] DoubledL = Stems(
        "travel cancel label model fuel level counsel signal total marvel quarrel dial tunnel channel initial equal panel pedal rival spiral towel "
        + "unravel bevel chisel devil duel enamel funnel gambol grovel libel marshal pencil pummel refuel remodel shovel shrivel snivel swivel "
        + "trammel yodel jewel dishevel parcel relabel metal");

    private const string Irregular =
        """
        grey=gray greys=grays greyed=grayed cheque=check cheques=checks chequebook=checkbook tyre=tire tyres=tires programme=program
        programmes=programs practise=practice practised=practiced practises=practices practising=practicing aluminium=aluminum
        aeroplane=airplane aeroplanes=airplanes jewellery=jewelry plough=plow ploughs=plows ploughed=plowed sceptical=skeptical sceptic=skeptic
        scepticism=skepticism storey=story storeys=stories kerb=curb kerbs=curbs mum=mom mums=moms pyjamas=pajamas cosy=cozy cosier=cozier
        ageing=aging judgement=judgment judgements=judgments acknowledgement=acknowledgment acknowledgements=acknowledgments
        fulfil=fulfill fulfils=fulfills fulfilment=fulfillment enrol=enroll enrols=enrolls enrolment=enrollment enrolments=enrollments
        instal=install instalment=installment instalments=installments skilful=skillful skilfully=skillfully wilful=willful wilfully=willfully
        distil=distill distils=distills instil=instill instils=instills woollen=woolen marvellous=marvelous
        marvellously=marvelously cancelation=cancellation cancelations=cancellations paediatric=pediatric paediatrician=pediatrician
        paediatricians=pediatricians anaesthetic=anesthetic anaesthetics=anesthetics anaesthesia=anesthesia anaesthetist=anesthetist
        encyclopaedia=encyclopedia orthopaedic=orthopedic gynaecologist=gynecologist haemorrhage=hemorrhage haemoglobin=hemoglobin
        leukaemia=leukemia anaemia=anemia anaemic=anemic caesarean=cesarean diarrhoea=diarrhea oestrogen=estrogen oesophagus=esophagus
        foetus=fetus foetal=fetal manoeuvre=maneuver manoeuvres=maneuvers manoeuvred=maneuvered manoeuvring=maneuvering
        mould=mold moulds=molds moulded=molded moulding=molding mouldy=moldy smoulder=smolder moustache=mustache draught=draft draughts=drafts
        draughty=drafty speciality=specialty specialities=specialties furore=furor omelette=omelet yoghurt=yogurt yoghurts=yogurts
        artefact=artifact artefacts=artifacts sulphur=sulfur sulphate=sulfate carburettor=carburetor
        disc=disk discs=disks gaol=jail neighbourly=neighborly catalogued=cataloged
        cataloguing=cataloging likeable=likable saleable=salable sizeable=sizable useable=usable moveable=movable liveable=livable
        unshakeable=unshakable blameable=blamable rateable=ratable learnt=learned spelt=spelled burnt=burned dreamt=dreamed
        leapt=leaped towards=toward afterwards=afterward backwards=backward forwards=forward upwards=upward downwards=downward
        licenced=licensed licencing=licensing centred=centered centring=centering metred=metered
        phoney=phony pricey=pricy snowplough=snowplow titbit=tidbit
        """;

    private static string[] Stems(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Last of the fields: it is made from those above.
    private static readonly FrozenDictionary<string, string> ByWord = All().ToFrozenDictionary(StringComparer.Ordinal);
}
