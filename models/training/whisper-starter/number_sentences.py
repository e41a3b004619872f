"""Sentences of sales talk around a figure: prices, counts, percentages, dates and times of day, as Whisper writes them."""
MONTHS = ("January February March April May June July August September October November December").split()
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()
UNITS = "seat user month year head licence store truck site vehicle device desk location delivery order pallet".split()
THINGS = ("users seats people drivers stores branches vans machines invoices tickets calls orders shipments contracts "
          "patients students sites rooms beds employees suppliers accounts reports cameras").split()
NAMES = ("Anna Ben Carla David Ellen Frank Grace Henry Irene James Karen Liam Maria Nathan Olivia Peter Rachel Simon "
         "Teresa Victor").split()

FRAMES = [
    "That comes to {money} a {unit}.", "So it's {money} per {unit}, billed annually.", "We pay {money} today.",
    "We were quoted {money} by somebody else.", "Could you do {money} instead of {money}?", "The budget is {money}.",
    "It would be {money} for {count} {things}.", "The first year is {money}, and after that {money}.",
    "Anything over {money} has to go to the board.", "We'd save about {money} a year.", "Setup is {money}, once.",
    "I can take {percent} off if you sign by {date}.", "Roughly {percent} of our {things} are late.",
    "We lose {percent} of them in the first month.", "It went from {percent} to {percent} in a quarter.",
    "That's {percent} more than last year.", "Errors fell by {percent}.", "Only {percent} of the team use it.",
    "We have {count} {things}.", "There are {count} {things} across {count} {things}.", "We grew from {count} to {count}.",
    "It takes {count} minutes for each of them.", "I counted {count} {things} last week.", "{count} out of {count} agreed.",
    "How about {day} the {rank} at {time}?", "Let's say {day} at {time}.", "I'm free at {time} or at {time}.",
    "We need it live by the {rank} of {month}.", "Our contract ends on {month} {rank}.", "The call is at {time} on {day}.",
    "I'll send it by {day}, the {rank}.", "The review is in {month} {year}.", "We started in {year}.",
    "{name} will be there at {time}.", "Could we move it to {time}?", "It has to be signed before {month} {rank}.",
    "We have {count} {things}, and {percent} of them cost us {money} a {unit}.",
    "For {count} {things} the price drops to {money} a {unit}.", "My number is {digits}.", "The order number is {digits}.",
    "Call {name} on {digits}.", "In {year} we paid {money}, now it's {money}.", "{name} signed for {money} last {month}.",
]


def _count(rng):
    return rng.choice([str(rng.randint(10, 99)), str(rng.randint(10, 99)), str(rng.randint(100, 999)), str(rng.randint(2, 90) * 10),
                       f"{rng.randint(2, 99)},{rng.randint(0, 9)}00"])


def _money(rng):
    amount = rng.choice([str(rng.randint(10, 99)), str(rng.randint(10, 99) * 10), f"{rng.randint(1, 99)},{rng.randint(0, 9)}00",
                         f"{rng.randint(10, 400)},000", f"{rng.randint(1, 12)} million", f"{rng.randint(2, 60)}.50"])
    return rng.choice("$$$££€") + amount


def _rank(rng):
    number = rng.randint(1, 28)
    return f"{number}" + ("th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


MAKERS = {
    "money": _money, "count": _count, "rank": _rank,
    "percent": lambda rng: f"{rng.choice([rng.randint(1, 99), rng.randint(1, 19) * 5])}%",
    "unit": lambda rng: rng.choice(UNITS), "things": lambda rng: rng.choice(THINGS), "name": lambda rng: rng.choice(NAMES),
    "day": lambda rng: rng.choice(DAYS), "month": lambda rng: rng.choice(MONTHS), "year": lambda rng: str(rng.randint(2009, 2029)),
    "date": lambda rng: f"{rng.choice(MONTHS)} {_rank(rng)}",
    "time": lambda rng: f"{rng.randint(1, 12)}:{rng.choice(['15', '30', '45', '10'])}",
    "digits": lambda rng: "".join(str(rng.randint(0, 9)) for _ in range(rng.choice([5, 6, 7]))),
}


def number_sentences(count, rng):
    """`count` different sentences."""
    made = {}
    while len(made) < count:
        text = rng.choice(FRAMES)
        for name, make in MAKERS.items():
            while "{" + name + "}" in text:
                text = text.replace("{" + name + "}", make(rng), 1)
        made[text] = True
    return list(made)
