"""Builds samples/calls, samples/reference and deals.csv from calls.json, dialogues/ and deals.json. The same input gives the same bytes."""
import json
import os
import sys

import numpy as np

import audio
import deals
import dialogue
import reference
import voices

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLES = os.path.dirname(HERE)
TAIL_SECONDS = 1.0  # silence after the last word


def main():
    with open(os.path.join(HERE, "calls.json"), encoding="utf-8") as file:
        calls = json.load(file)
    wanted = set(sys.argv[1:])
    for call in calls:
        if wanted and call["name"] not in wanted:
            continue
        lines = dialogue.read(os.path.join(HERE, "dialogues", call["name"] + ".txt"))
        rng = np.random.default_rng(call["seed"])
        if call.get("transcriptOnly"):
            lines = write_transcript(call, lines, rng)
        else:
            lines = write_recording(call, lines, rng)
        truth = reference.build(call, lines)
        write_json(os.path.join(SAMPLES, "reference", call["name"] + ".json"), truth)
        write_json(os.path.join(SAMPLES, "calls", call["name"] + ".json"), sidecar(call))
        print(f"{call['name']}: {call['duration']:.0f} s, {len(lines)} utterances, talk ratio {truth['talkRatio']:.2f}")
    write_broken(os.path.join(SAMPLES, "calls", "broken.wav"))
    deals.write_csv(SAMPLES)


def write_recording(call, lines, rng):
    people = {person["line"]: person for person in call["participants"]}
    spoken = [voices.speak(people[line.role]["voice"], line.text, people[line.role]["level"]) for line in lines]
    audible = {id(line): samples for line, samples in zip(lines, spoken)}
    lines = dialogue.place(lines, [len(samples) / audio.RATE for samples in spoken], rng)

    length = int((max(line.end for line in lines) + TAIL_SECONDS) * audio.RATE)
    call["duration"] = length / audio.RATE
    tracks = {"agent": np.zeros(length), "customer": np.zeros(length)}
    for line in lines:
        samples, begin = audible[id(line)], round(line.start * audio.RATE)
        tracks[people[line.role]["role"]][begin : begin + len(samples)] += samples
        line.start, line.end = begin / audio.RATE, (begin + len(samples)) / audio.RATE

    agent, customer = tracks["agent"], tracks["customer"]
    if "bleedDb" in call:
        gain = 10 ** (call["bleedDb"] / 20)
        agent, customer = agent + gain * delayed(customer), customer + gain * delayed(agent)
    if "noiseSnrDb" in call:
        agent = agent + noise_at(call, agent, audio.line_noise(length, rng))
        room = audio.line_noise(length, rng) * 0.5 + babble(call, length, rng)
        customer = customer + noise_at(call, customer, room / np.std(room))
    else:
        # A line is never digitally silent.
        agent = agent + audio.line_noise(length, rng) * 10 ** (-62 / 20)
        customer = customer + audio.line_noise(length, rng) * 10 ** (-62 / 20)

    left, right = (customer, agent) if call.get("agentChannel") == "right" else (agent, customer)
    audio.write_mu_law(os.path.join(SAMPLES, "calls", call["name"] + ".wav"), left, right)
    return lines


def delayed(samples, seconds=0.004):
    """Crosstalk in a hybrid arrives a few milliseconds late."""
    shift = int(seconds * audio.RATE)
    return np.concatenate([np.zeros(shift), samples[:-shift]])


def noise_at(call, speech, noise):
    return noise * audio.active_rms(speech) * 10 ** (-call["noiseSnrDb"] / 20)


def babble(call, length, rng):
    """People talking in the shop: several voices at once, saying lines of the other calls. RMS is 1."""
    folder = os.path.join(HERE, "dialogues")
    texts = []
    for name in sorted(os.listdir(folder)):
        if name != call["name"] + ".txt":
            texts += [line.text for line in dialogue.read(os.path.join(folder, name))]
    mixed = np.zeros(length)
    for voice in call["babble"]:
        position = int(rng.uniform(0, 2) * audio.RATE)
        while position < length:
            text = texts[rng.integers(len(texts))]
            samples = voices.speak({"engine": "espeak-ng", "voice": voice, "speed": 175, "pitch": 50}, text, -20)
            samples = samples[: length - position]
            mixed[position : position + len(samples)] += samples
            position += len(samples) + int(rng.uniform(0.2, 1.5) * audio.RATE)
    return mixed / np.std(mixed)


def write_transcript(call, lines, rng):
    """A meeting without audio: WebVTT with one cue an utterance, spoken at 2.7 words a second."""
    people = {person["line"]: person for person in call["participants"]}
    durations = [round(max(0.8, len(line.text.split()) / 2.7), 3) for line in lines]
    lines = dialogue.place(lines, durations, rng)
    cues = ["WEBVTT"]
    for number, line in enumerate(lines, 1):
        line.start, line.end = round(line.start, 3), round(line.end, 3)
        cues.append(f"{number}\n{clock(line.start)} --> {clock(line.end)}\n<v {people[line.role]['name']}>{line.text}</v>")
    call["duration"] = lines[-1].end
    with open(os.path.join(SAMPLES, "calls", call["name"] + ".vtt"), "w", encoding="utf-8") as file:
        file.write("\n\n".join(cues) + "\n")
    return lines


def clock(seconds):
    milliseconds = round(seconds * 1000)
    return f"{milliseconds // 3600000:02}:{milliseconds // 60000 % 60:02}:{milliseconds // 1000 % 60:02}.{milliseconds % 1000:03}"


def sidecar(call):
    """The Dynamics 365 conversation metadata, version 3.0.0; what it has no field for is in `payload`."""
    keep = ("id", "role", "name", "email", "phone")
    extension = ".vtt" if call.get("transcriptOnly") else ".wav"
    data = {
        "version": "3.0.0",
        "fileName": call["name"] + extension,
        "conversationType": "PhoneCall",
        "startTime": call["startTime"],
        "participants": [{key: person[key] for key in keep if key in person} for person in call["participants"]],
        "locale": call["locale"],
        "direction": call["direction"],
        "agentChannel": call.get("agentChannel", "left"),
        "provider": call["provider"],
        "crm": call.get("crm", {}),
        "trackedKeywords": call["trackedKeywords"],
        "trackedCompetitors": call["trackedCompetitors"],
        "payload": {"timeZone": call["timeZone"]},
    }
    if call.get("transcriptOnly"):
        del data["agentChannel"]
    return data


def write_json(path, data):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(data, file, indent=2, ensure_ascii=False)
        file.write("\n")


def write_broken(path):
    """Claims to be a WAV file and is not: after the RIFF header come random bytes."""
    garbage = np.random.default_rng(666).integers(0, 256, 4096, np.uint8).tobytes()
    with open(path, "wb") as file:
        file.write(b"RIFF\xff\xff\xff\x7fWAVE" + garbage)


if __name__ == "__main__":
    main()
