"""Classes of words that mean alike for a sales call. Few labelled calls cannot teach that a treasurer and a board are of one kind."""
import torch

CLASSES = {
    "cost": "expensive pricey steep costly cost costs price prices pricing priced rate rates fee fees quote quoted quotation figure sticker premium dear rich overpriced invoice bill billed charge charges charging tariff surcharge markup",
    "funds": "budget budgets budgeted afford affordable money cash funds funding funded penny pennies cent allocated purse wallet spend spent spending capex opex pot broke finances savings account kitty grant",
    "cheaper": "cheaper cheap lower discount discounts reduce reduction off free half waive match knock shave deal bargain sharpen pencil",
    "currency": "dollars euros pounds grand pence percent rupees francs",
    "terms": "contract contracts annual annually monthly yearly term terms commitment commit license licenses seat seats plan plans tier package minimum upfront advance instalments lease rental subscription renewal renew deposit escalator clause payment payments pay paid paying",
    "busy": "busy swamped slammed stretched snowed buried flat headspace bandwidth plate hectic crazy mad chaos middle hands deadline crunch drowning juggling run-up",
    "later": "later wait waiting hold postpone delay until till after once soon revisit someday sometime another shelve pause park parked freeze frozen back round again",
    "now": "now currently present moment today immediately asap right-away",
    "season": "quarter quarters season year years spring summer autumn fall winter christmas easter holidays holiday thanksgiving month months january february march april may june july august september october november december year-end",
    "weekday": "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays fridays weekend tomorrow tonight morning afternoon arvo evening noon lunchtime midday week weeks fortnight",
    "boss": "boss manager director cfo ceo coo cto cio vp president owner owners partner partners chairman chair treasurer principal superintendent dean governor governors trustee trustees head chief husband wife father mother dad mum mom son brother daughter bishop mayor superior bosses executive exec leadership",
    "body": "board committee council corporate headquarters hq legal procurement purchasing compliance it security finance works union partnership shareholders group parent district ministry bank lawyer lawyers counsel tender steering panel",
    "decide": "decide decides decision decisions approve approves approval approved sign signs signed signature signing authorise authorize authority say sign-off veto vote votes okay nod bless call pen rubber final upstairs release",
    "enough": "fine happy content satisfied enough works working managing manage okay already covered comfortable sorted suits okay-ish used",
    "useless": "need needs needed use useful useless point pointless benefit value gain overkill bells whistles bother relevant irrelevant missing lacks lack without too-small small tiny worth reason",
    "rival": "competitor competitors vendor vendors supplier suppliers provider providers incumbent current existing salesforce hubspot zoho sap oracle microsoft google excel spreadsheet spreadsheets shopify sage xero quickbooks asana slack loyal loyalty relationship switch switching locked tied contracted alternative others rivals another in-house house built system",
    "doubt": "trust believe convinced skeptical sceptical doubt doubts worried worry worries nervous concern concerned concerns wary burned burnt promise promised promises promising guarantee guarantees proof prove proven evidence sure risk risky afraid scared fear leery cautious hype hesitant uneasy uncomfortable snake too-good",
    "safety": "security secure secured data privacy gdpr hipaa soc audit audits auditor iso breach breached hacked encryption encrypted compliance compliant certified certification reviews references reference uptime outage outages downtime reliability reliable server servers cloud bankrupt startup",
    "change": "migrate migration migrating switch switching move moving integrate integration integrations implement implementation rollout roll train training retrain learn learning learned adopt adoption change changes changing import porting configure setup onboarding install deploy project hassle headache nightmare painful disruption upheaval",
    "people": "team teams staff people guys crew girls lads nurses drivers teachers technicians engineers reps users workers employees folks crews operators colleagues analysts agents",
    "trouble": "problem problems issue issues trouble struggle struggling struggles pain frustrating frustrated annoying broken breaks break fails failed failing mess manual manually slow mistakes mistake error errors wrong lost lose losing loses missed miss missing waste wasting wasted chase chasing double late stuck crashes crash hate nightmare backlog complaints complain complaining duplicate forgotten forget nobody",
    "saved": "save saves saved saving savings reduce reduced cut cuts increase increased doubled halved faster hours minutes days percent grew recover recovered costing loses lost cost",
    "send": "send sending sent email e-mail emailing mail forward text share post whatsapp message drop shoot ping deliver draft write prepare invite invitation calendar link",
    "meet": "meet meeting call ring phone talk speak chat demo visit session catch regroup reconvene book schedule slot diary calendar pop come walk-through workshop minutes",
    "future": "will shall going let us let",
    "agree": "works perfect suits done deal sounds great sure absolutely fine okay yeah",
    "ask": "what how who why when where which whose could would can do does did is are was were wonder wondering curious tell",
    "understand": "understand hear fair appreciate totally completely makes sense concern valid understandable agree point get honest",
    "customers": "customer customers client clients others similar another company companies hospital hospitals schools firm team case found helped",
    "does": "automatically automatic lets allows shows flags alerts syncs integrates tracks sends reads builds creates matches updates screen dashboard app platform button click built",
    "live": "live launch launching go-live deadline running place ready before by start finished deploy rollout opening cutover",
    "want": "love like want excited interested keen could start pilot trial try begin rolling users add onboard next imagine picture exactly perfect sold brilliant game-changer",
    "greet": "hi hello hey morning afternoon evening thanks thank cheers bye goodbye weekend weather lovely nice pleasure welcome care meet dog kids holiday weekend's goodness appreciate rain sunny",
    "not": "not no never nobody nothing hardly barely none neither nor without",
    "own": "i me my mine myself",
    "ours": "we us our ours",
    "you": "you your yours",
}
NAMES = sorted(CLASSES)


def table(encoder, vocabulary):
    """[pieces, classes]: 1 where a word of the class is that piece, or begins with it and has no piece of its own."""
    result = torch.zeros(vocabulary, len(NAMES))
    for column, name in enumerate(NAMES):
        for word in CLASSES[name].split():
            pieces = encoder.word(word.replace("-", ""))
            if len(pieces) == 1 or len(word) >= 6 and len(pieces) == 2:
                result[pieces[0], column] = 1
    return result
