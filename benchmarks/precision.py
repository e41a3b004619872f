"""Speed and agreement of a Whisper model's forms: python3 benchmarks/precision.py <scratch folder> <calls> [model folder].

Lowers the model (models/training/whisper-golden/quantize.py), processes the calls with each form by the command line that is built in
Release, and prints a Markdown table: size, time in relation to single precision, and the share of words that stay as they were.
Forms take turns over two rounds and each form's fastest counts, as machines are shared. Needs numpy and onnx, and no sidecars in the way.
"""
import difflib
import glob
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLI = f"{ROOT}/src/ConvoIntel.Cli/bin/Release/net10.0/ConvoIntel.Cli.dll"
FORMS = ["fp32", "fp16", "int8", "quantized", "q4", "q4f16", "fp16+q4"]
ROUNDS = 2


def words(out):
    found = []
    for path in sorted(glob.glob(f"{out}/*.json")):
        with open(path, encoding="utf-8") as file:
            for utterance in json.load(file)["utterances"]:
                found += re.sub(r"[^\w' ]", " ", utterance["text"].lower()).split()
    return found


def run(scratch, model, calls, form):
    encoder, decoder = (form.split("+") * 2)[:2]
    out = f"{scratch}/out-{form}"
    settings = {"CONVOINTEL_Transcription__EncoderVariant": encoder, "CONVOINTEL_Transcription__DecoderVariant": decoder}
    started = time.monotonic()
    subprocess.run(["dotnet", CLI, "process", calls, "--model", model, "--book", f"{scratch}/{form}.db", "--out", out, "--format", "json"],
                   env=os.environ | settings | {"CONVOINTEL_MODELS": f"{ROOT}/models"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - started, words(out)


def size(model, form):
    encoder, decoder = (form.split("+") * 2)[:2]

    def graph(name, variant):
        return os.path.getsize(f"{model}/{name}.onnx" if variant == "fp32" else f"{model}/{name}_{variant}.onnx")

    return (graph("encoder_model", encoder) + graph("decoder_model", decoder) + graph("decoder_with_past_model", decoder)) / 1e6


def main(scratch, calls, source):
    model = f"{scratch}/lowered"
    subprocess.run([sys.executable, f"{ROOT}/models/training/whisper-golden/quantize.py", source, model, "fp16", "int8", "quantized", "q4", "q4f16"], check=True)
    best, texts = {}, {}
    for _ in range(ROUNDS):
        for form in FORMS:
            seconds, texts[form] = run(scratch, model, calls, form)
            best[form] = min(seconds, best.get(form, seconds))
    print("| encoder and decoder | MB | time, fp32 = 1 | words as in fp32 |\n|---|---|---|---|")
    for form in FORMS:
        same = sum(block.size for block in difflib.SequenceMatcher(None, texts["fp32"], texts[form], autojunk=False).get_matching_blocks())
        print(f"| {form.replace('+', ', ')} | {size(model, form):.1f} | {best[form] / best['fp32']:.2f} | {100 * same / len(texts['fp32']):.1f} % |")
    print(f"\nfp32: {best['fp32']:.1f} s, {len(texts['fp32'])} words.")


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else f"{ROOT}/models/whisper-starter")
