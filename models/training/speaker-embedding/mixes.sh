#!/bin/sh
# Makes the mono calls that benchmarks/results/diarization.md is measured on, with RTTM and conditions: mixes.sh OUT
# Voices that training never heard; the same calls each time with the same synthesizers. Needs what train.sh needs but PyTorch and ONNX.
set -eu
[ $# -eq 1 ] || { sed -n 2,3p "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
  [ -n "$python" ] || ! "$candidate" -c 'import numpy, scipy' 2>/dev/null || python=$candidate
done
[ -n "$python" ] || { echo "No Python with NumPy and SciPy was found: install python3-scipy, or set PYTHON." >&2; exit 1; }
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec nice -n "${NICENESS:-10}" "$python" "$here/mixes.py" --texts "$here/../tagger/data" --out "$1" --calls 6 --seed 46
