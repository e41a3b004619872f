"""Writes what the network gives for a call, so that a test can hold the C# side to it: python golden.py WORK OUT"""
import json
import pathlib
import sys

import torch

import fit
import wordpiece

CALL = [
    ("R", "Hi Dana, it's Alex from Harbor Line – how's your week?"), ("C", "Oh, you know. Busy, but fine."), ("R", "Mm-hm."),
    ("R", "So, um, what are you using today for dispatch?"), ("C", "We we have a spreadsheet, and a whiteboard. Don't laugh!"),
    ("C", "It costs us about 12 hours a week, so $45k a year, roughly."), ("C", "dont get me wrong it works but its a pain"),
    ("R", "What does 'works' mean on a bad day?"), ("C", "We lost £3.2 million of orders in '24 – that's 40% of the pipeline."),
    ("R", "That's where we come in: everyone sees who's on which load, at once."), ("C", "Right."), ("C", "And what would that run us?"),
    ("R", "Twenty-one thousand seven hundred and eighty dollars a year, for eleven users."),
    ("C", "That's more than we'd set aside, I'll be honest with you."), ("R", "I hear you; if you pay up front I can do $19,500."),
    ("C", "I can't sign that off, it'd go to Marcus & the board."), ("R", "Who else weighs in?"),
    ("C", "Legal reads it, I sign, the owners get a note."), ("C", "And we're tied to our current vendor until the end of June."),
    ("R", "Understood. When do you want to be live?"), ("C", "By the first of May, before the season."),
    ("C", "How do I know you'll still be around in two years?"), ("R", "Fair point. We've been profitable since 2019 and the code's in escrow."),
    ("C", "My team won't learn yet another tool, they'd mutiny."), ("R", "Would a two-week pilot with three dispatchers help?"),
    ("C", "Could we start with the Dallas office?"), ("R", "Absolutely."), ("R", "I'll send the contract by Friday the 14th, 10:30am at the latest."),
    ("C", "Can you send it to legal@northwind.example too?"), ("R", "Let's talk on 3/17 at 2 p.m., ok?"), ("C", "Tuesday works for me."),
    ("R", "Let me share my screen for a sec."), ("C", "gonna be honest i dunno if we need it"), ("C", "Y'all can't be serious – 300 quid a seat?"),
    ("R", "The 21st or the 3rd?"), ("C", "Neither. I'm out on the 2nd of April, back on the 4th."), ("R", "O'Brien's team saved 6 deals in Q3."),
    ("C", "Ça va? Müller ’s naïve café résumé — naïveté!"), ("C", "..."), ("C", "???"), ("C", "Uh-huh."), ("R", "It's nine to five, Mon–Fri, 24/7 on-call."),
    ("C", "We're we're not there yet, we'd've told you."), ("C", "The ma'am at the desk said 'twas five o'clock."),
    ("R", "Shan't we? Ain't that so? I cannot say."), ("C", "supercalifragilisticexpialidocious antidisestablishmentarianism"),
    ("R", "First, second, third, fourth: four steps, one hundred and twenty days, two thousand and one."), ("C", "k m bn p s am pm"),
    ("C", "$5 k, €3bn, 7pm, 7p, 1990s, 3rd, 22nd, 45 th"), ("R", "Thanks so much, speak Thursday, bye now."), ("C", "Bye."),
    ("U", "and who decides if it is not him"), ("R", "word " * 60),
]


def main(work, out):
    tagger = torch.load(pathlib.Path(work) / "tagger.pt")
    vocabulary = json.loads((pathlib.Path(work) / "vocabulary.json").read_text(encoding="utf-8"))
    call = [("-" if role == "U" else role, [], text) for role, text in CALL]
    rows = fit.predict(tagger, fit.prepare([call]), wordpiece.Encoder(vocabulary))[0].tolist()
    pathlib.Path(out).write_text(json.dumps([
        {"role": {"R": "rep", "C": "customer", "U": "unknown"}[role], "text": text, "probabilities": [round(p, 6) for p in row]}
        for (role, text), row in zip(CALL, rows)], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
