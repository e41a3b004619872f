#!/bin/sh
# Makes the starter recogniser from text: chooses sentences, speaks them, learns a vocabulary, trains, exports.
# Usage: train.sh DIALOGUES NOISE WORK OUT [HOURS]
#        train.sh --smoke OUT
#   DIALOGUES  dialogues.jsonl.gz, {source, turns: [{t: text}]} a line
#   NOISE      folder of recorded noise (WAV)
#   WORK       folder for speech and checkpoints, 10 GB
#   OUT        model folder to write
#   HOURS      of speech to hear, 250 unless told: about three hours on two cores with nothing else running
# --smoke trains a toy in half a minute, from the written sales calls alone, to show that every step works.
# START=FOLDER begins with the weights of an exported model; PYTHON, SHARDS, SHAPE and SALES say which interpreter, how many
# shards of speech, which sizes and which calls to use. Run again with the same arguments after an interruption: finished
# speech and the checkpoint are kept.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
    [ -n "$python" ] || ! "$candidate" -c 'import torch' 2>/dev/null || python=$candidate
done
[ -n "$python" ] || { echo "train.sh needs Python with torch: apt install python3-torch, or set PYTHON" >&2; exit 2; }
# One BLAS thread a process: OpenBLAS's own threads make two processes three times slower.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
# Freed memory stays with the process: half of the time would go into mapping and clearing pages for each batch anew.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=67108864
sales=${SALES:-$here/../tagger/data}
samples=$here/../../../samples

if [ "${1:-}" = --smoke ]; then
    [ $# -eq 2 ] || { sed -n 2,13p "$0"; exit 2; }
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
    out=$2 hours=0.1 shape='{"width": 64, "heads": 2, "encoder_layers": 2, "decoder_layers": 1, "phone_layer": 1, "window": 6}'
    "$python" "$here/sentences.py" --sales "$sales"/calls-a.tsv --test "$samples/reference" --limit 120 --held-out 12 --out "$work/text"
    noise= extra="--processes 1 --check-count 4 --batch-seconds 10"
else
    [ $# -ge 4 ] || { sed -n 2,13p "$0"; exit 2; }
    dialogues=$1 noise=$2 work=$3 out=$4 hours=${5:-250} shape=${SHAPE:-"{}"} extra=
    [ -f "$work/text/train.tsv" ] || "$python" "$here/sentences.py" --dialogues "$dialogues" --sales "$sales"/calls-*.tsv \
        --test "$samples/reference" --out "$work/text"
fi
[ -f "$work/vocabulary/vocab.json" ] || "$python" "$here/vocabulary.py" --sentences "$work/text/train.tsv" --shape "$shape" \
    --out "$work/vocabulary"
"$python" "$here/speech.py" --sentences "$work/text/held-out.tsv" --out "$work/held-sentences" --seed 22
"$python" "$here/speech.py" --sentences "$work/text/held-out.tsv" --out "$work/held-voices" --voices held-out --seed 24
"$python" "$here/speech.py" --sentences "$work/text/train.tsv" --out "$work/train" --limit "${SHARDS:-1000}"
"$python" "$here/train.py" --vocabulary "$work/vocabulary" --data "$work/train" --dev "$work/held-sentences" \
    ${noise:+--noise "$noise"} ${START:+--start "$START"} --out "$work/run" --hours "$hours" --shape "$shape" $extra
"$python" "$here/export.py" --checkpoint "$work/run/checkpoint.pt" --vocabulary "$work/vocabulary" \
    --dev "$work/held-sentences" --out "$out"
"$python" "$here/test_sets.py" --sentences "$work/held-sentences" --voices "$work/held-voices" ${noise:+--noise "$noise"} \
    --out "$work/test"
