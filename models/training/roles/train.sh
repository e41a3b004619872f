#!/bin/sh
# Trains the role model from the written calls in models/training/tagger/data, and writes it with the tests' golden file:
#   models/training/roles/train.sh [OUT]          OUT: folder of the model, default models/roles-starter
#   models/training/roles/train.sh --smoke OUT    the same in seconds, on sixty calls: shows that the recipe works, not a model to use
# Needs Python 3 with NumPy, SciPy and ONNX (Debian: python3-scipy python3-onnx; PYTHON names another). About a minute and a half on
# one core, seeds fixed. It keeps nothing on the way: started again, it does the same again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
  if [ -z "$python" ] && "$candidate" -c 'import scipy, onnx' 2>/dev/null; then python=$candidate; fi
done
if [ -z "$python" ]; then
  echo "No Python with SciPy and ONNX: install python3-scipy and python3-onnx, or name one by PYTHON." >&2
  exit 1
fi
if [ "${1:-}" = --smoke ]; then
  out=${2:?"give a folder: train.sh --smoke OUT"}
  "$python" "$here/train.py" "$out" --smoke
  "$python" "$here/check.py" "$out"
else
  out=${1:-$root/models/roles-starter}
  nice "$python" "$here/train.py" "$out"
  "$python" "$here/check.py" "$out"
  "$python" "$here/golden.py" "$out" "$root/tests/ConvoIntel.IntegrationTests/Diarization/roles-golden.json"
fi
