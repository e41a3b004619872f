#!/bin/sh
# Trains the utterance tagger and writes models/tagger-starter with its card, its golden file and benchmarks/results/tagger.md:
#
#   models/training/tagger/train.sh DIALOGUES [REAL] [WORK]
#   models/training/tagger/train.sh --smoke OUT
#
# DIALOGUES  gzipped lines {"source", "id", "turns": [{"s": speaker, "t": text}]}; the card names the sets used
# REAL       folder of labelled turns of real dialogue, real-*.tsv in the format of data/; "" for none
# WORK       folder for what is made on the way (default: scratch, here); what it holds already is not made again
# --smoke    everything at a hundredth of the size, from the files in data/ alone, into OUT, in well under a minute
#
# MINUTES (38) is the processor time of pre-training. Seeds are fixed; as pre-training ends by the clock, weights differ between machines.
# Needs Python 3 with PyTorch 1.13, NumPy and ONNX (Debian: python3-torch python3-numpy python3-onnx). One core, about an hour and a half.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
absolute() { case "$1" in /*|"") echo "$1" ;; *) echo "$PWD/$1" ;; esac; }
if [ -z "${PYTHON:-}" ]; then
  for PYTHON in python3 /usr/bin/python3 ""; do
    if [ -n "$PYTHON" ] && "$PYTHON" -c "import torch" 2>/dev/null; then break; fi
  done
  [ -n "$PYTHON" ] || { echo "No Python with PyTorch was found: install python3-torch, or set PYTHON." >&2; exit 1; }
fi
if [ $# -lt 1 ]; then sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2; exit 2; fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

if [ "$1" = --smoke ]; then
  out=$(absolute "${2:?usage: train.sh --smoke OUT}")
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export TAGGER_EVERY=40 TAGGER_PIECES=1200 TAGGER_WIDTH=64 TAGGER_PASSES=1
  dialogues=$work/dialogues.jsonl.gz real="" minutes=0.05
  golden=$out/golden.json card=$out/README.md table=
  cd "$here"
  "$PYTHON" talk.py "$dialogues"
else
  dialogues=$(absolute "$1") real=$(absolute "${2:-}") work=$(absolute "${3:-$here/scratch}") minutes=${MINUTES:-38}
  out=$root/models/tagger-starter
  golden=$root/tests/ConvoIntel.IntegrationTests/Understanding/tagger-golden.json card=$out/README.md
  table=$root/benchmarks/results/tagger.md
  cd "$here"
fi
nice "$PYTHON" prepare.py "$dialogues" "$work"
nice "$PYTHON" pretrain.py "$dialogues" "$work" "$minutes"
nice "$PYTHON" train.py folds "$work" "$real"
nice "$PYTHON" train.py all "$work" "$real"
nice "$PYTHON" train.py curve "$work"
nice "$PYTHON" train.py finish "$work" "$out"
nice "$PYTHON" golden.py "$work" "$golden"
nice "$PYTHON" card.py "$work" "$card" $table
"$PYTHON" -c "import onnx, sys; onnx.checker.check_model(onnx.load(sys.argv[1]))" "$out/model.onnx"
