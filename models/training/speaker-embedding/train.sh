#!/bin/sh
# Makes models/speaker-starter: speaks a corpus of synthetic voices, trains, exports, measures on voices that were never heard.
# Usage: train.sh WORK OUT        WORK  folder for speech, features and checkpoints, 2 GB
#        train.sh --smoke OUT     OUT   model folder to write
# Run it again with the same arguments after an interruption: what is spoken and the last checkpoint are kept. --smoke does all of it
# on a handful of voices in well under a minute; the model is then good for nothing but its shape.
# Needs Python 3 with PyTorch, NumPy, SciPy and ONNX, espeak-ng, flite and festival; voices that are not installed are left out, so the
# same model needs all of them (Debian 12: python3-torch python3-scipy python3-onnx espeak-ng flite festival festvox-kallpc16k
# festvox-kdlpc16k festvox-us-slt-hts festvox-italp16k festvox-itapc16k festvox-ca-ona-hts festvox-czech-dita festvox-czech-krb
# festvox-czech-machac festvox-czech-ph festvox-suopuhe-lj festvox-suopuhe-mv).
set -eu
[ $# -eq 2 ] || { sed -n 2,11p "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
texts=$here/../tagger/data
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
  [ -n "$python" ] || ! "$candidate" -c 'import torch' 2>/dev/null || python=$candidate
done
[ -n "$python" ] || { echo "No Python with PyTorch was found: install python3-torch, or set PYTHON." >&2; exit 1; }
run() { local script=$1; shift; nice -n "${NICENESS:-10}" "$python" -W ignore "$here/$script" "$@"; }

if [ "$1" = --smoke ]; then
  out=$2
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  run corpus.py --texts "$texts" --out "$work/train" --engines espeak-ng,flite --espeak 3 --per-espeak 2 --per-recorded 2 --clips 2 --utterances 2
  run corpus.py --texts "$texts" --out "$work/held" --held-out --engines espeak-ng,flite --espeak 2 --per-espeak 1 --per-recorded 1 --clips 2 --utterances 2 --seed 41
  run train.py --data "$work/train" --held "$work/held" --out "$work/run" --steps 4 --frames 2400
  run export.py --checkpoint "$work/run/checkpoint.pt" --held "$work/held" --out "$out" --version smoke
  exit
fi

work=$1 out=$2
run corpus.py --texts "$texts" --out "$work/train"
run corpus.py --texts "$texts" --out "$work/held" --held-out --espeak 12 --per-espeak 2 --per-recorded 6 --utterances 6 --seed 41
run train.py --data "$work/train" --held "$work/held" --out "$work/run" --steps "${STEPS:-1200}"
run export.py --checkpoint "$work/run/checkpoint.pt" --held "$work/held" --out "$out" \
  --golden "$here/../../../tests/ConvoIntel.IntegrationTests/Diarization/speaker-starter-golden.json"
run measure.py --checkpoint "$work/run/checkpoint.pt" --held "$work/held"
