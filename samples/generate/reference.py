"""The truth of a call, from the placed dialogue: utterances, objections, next steps, talk ratio. It checks itself."""
from datetime import date, datetime


def build(call, lines):
    people = {person["line"]: person for person in call["participants"]}
    truth = {
        "name": call["name"],
        "startTime": call["startTime"],
        "timeZone": call["timeZone"],
        "duration": round(call["duration"], 3),
        "utterances": [
            {
                "index": index,
                "speaker": people[line.role]["id"],
                "role": "rep" if people[line.role]["role"] == "agent" else "customer",
                "start": round(line.start, 3),
                "end": round(line.end, 3),
                "text": line.text,
                "tags": line.tags,
                "backchannel": line.timing.startswith("@"),
            }
            for index, line in enumerate(lines)
        ],
        "objections": _objections(lines),
        "nextSteps": [
            {**step, "utterances": _linked(lines, key)}
            for key, step in call["nextSteps"].items()
        ],
    }
    seconds = {"rep": 0.0, "customer": 0.0}
    for utterance in truth["utterances"]:
        seconds[utterance["role"]] += utterance["end"] - utterance["start"]
    truth["talkRatio"] = round(seconds["rep"] / (seconds["rep"] + seconds["customer"]), 4)
    check(truth)
    return truth


def _linked(lines, key):
    return [index for index, line in enumerate(lines) if key in line.links]


def _objections(lines):
    keys = sorted({link for line in lines for link in line.links if link.startswith("o")})
    found = []
    for key in keys:
        members = _linked(lines, key)
        types = [tag.removeprefix("objection.") for tag in lines[members[0]].tags if tag.startswith("objection.")]
        answers = _linked(lines, "r" + key[1:])
        found.append({"type": types[0], "utterances": members, "addressed": bool(answers), "responseUtterances": answers})
    return found


def check(truth):
    """Every label hangs together: tags and the things extracted from them name the same utterances."""
    name, said = truth["name"], truth["utterances"]

    def require(condition, message):
        if not condition:
            raise ValueError(f"{name}: {message}")

    for index, utterance in enumerate(said):
        require(0 <= utterance["start"] < utterance["end"] <= truth["duration"], f"utterance {index} lies outside the call")
    require([u["start"] for u in said] == sorted(u["start"] for u in said), "utterances are not in order")

    objected, answered = set(), set()
    for objection in truth["objections"]:
        for index in objection["utterances"]:
            require("objection." + objection["type"] in said[index]["tags"], f"utterance {index} lacks objection.{objection['type']}")
            require(said[index]["role"] == "customer", f"utterance {index}: an objection by the rep")
            objected.add(index)
        for index in objection["responseUtterances"]:
            require("objection_response" in said[index]["tags"], f"utterance {index} lacks objection_response")
            require(index > objection["utterances"][0], f"utterance {index} answers before the objection")
            answered.add(index)
    for index, utterance in enumerate(said):
        objects = any(tag.startswith("objection.") for tag in utterance["tags"])
        require(objects == (index in objected), f"utterance {index}: objection tag and objections disagree")
        require(("objection_response" in utterance["tags"]) == (index in answered), f"utterance {index}: response without objection")

    start = datetime.fromisoformat(truth["startTime"]).date()
    for step in truth["nextSteps"]:
        require(step["utterances"], f"next step without utterances: {step['action']}")
        require(step["owner"] in ("rep", "customer", "both"), f"owner {step['owner']}")
        require(step["due"] is None or date.fromisoformat(step["due"]) >= start, f"due before the call: {step['due']}")
        for index in step["utterances"]:
            require("next_step" in said[index]["tags"], f"utterance {index} lacks next_step")
