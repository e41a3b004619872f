#!/bin/sh
# Trains the utterance tagger and writes models/tagger-starter: models/training/tagger/train.sh DIALOGUES [WORK]
# DIALOGUES is a gzipped file of lines {"source", "id", "turns": [{"s": speaker, "t": text}]}; see the model card for the sets used.
# Needs Python 3 with PyTorch 1.13, ONNX and NumPy (Debian: python3-torch python3-onnx python3-numpy). About ten minutes on one core.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
dialogues=$1
work=${2:-$here/scratch}
python=${PYTHON:-/usr/bin/python3}
export OMP_NUM_THREADS=1
cd "$here"
nice "$python" prepare.py "$dialogues" "$work"
for fold in 0 1 2 3; do nice "$python" train.py fold "$work" "$fold"; done
nice "$python" train.py finish "$work" "$root/models/tagger-starter"
nice "$python" golden.py "$work" "$root/tests/ConvoIntel.IntegrationTests/Understanding/tagger-golden.json"
nice "$python" card.py "$work" "$root/models/tagger-starter/README.md"
