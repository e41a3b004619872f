#!/bin/sh
# Trains the sentence embedding and writes models/embedding-starter: models/training/embedding/train.sh DIALOGUES [WORK]
# DIALOGUES is a gzipped file of lines {"source", "id", "turns": [{"s": speaker, "t": text}]}; see the model card for the sets used.
# models/training/embedding/train.sh --smoke OUT trains a small one for a few steps on the written calls alone and writes it to OUT.
# Needs Python 3 with PyTorch 1.13, ONNX and NumPy (Debian: python3-torch python3-onnx python3-numpy). About two minutes on one core.
# WORK keeps what is done (default: scratch beside this file); run again to go on. Seeds are fixed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
  if [ -z "$python" ] && "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; fi
done
[ -n "$python" ] || { echo "No Python with PyTorch: apt-get install python3-torch python3-onnx python3-numpy, or set PYTHON." >&2; exit 2; }
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
if [ "${1:-}" = --smoke ]; then
  mkdir -p "$2"
  out=$(cd "$2" && pwd)
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cd "$here"
  "$python" smoke.py "$work/dialogues.jsonl.gz"
  "$python" prepare.py "$work/dialogues.jsonl.gz" "$work" 1500 32
  "$python" train.py "$work" "$out" "$work/embedding.md" --smoke
  "$python" golden.py graph "$work/golden"
  exit
fi
[ $# -ge 1 ] || { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
dialogues=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=${2:-$here/scratch}
mkdir -p "$work"
work=$(cd "$work" && pwd)
cd "$here"
[ -f "$work/turns.pt" ] || nice "$python" prepare.py "$dialogues" "$work"
nice "$python" train.py "$work" "$root/models/embedding-starter" "$root/benchmarks/results/embedding.md"
nice "$python" golden.py tokens "$root/models/embedding-starter" "$root/tests/ConvoIntel.IntegrationTests/Understanding/Embedding/starter-golden.json"
nice "$python" golden.py graph "$root/tests/ConvoIntel.IntegrationTests/Understanding/Embedding/Golden"
