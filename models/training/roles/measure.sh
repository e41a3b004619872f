#!/bin/sh
# Measures the role model on written calls, on the samples and on spoken calls, and writes benchmarks/results/roles.md:
#   models/training/roles/measure.sh WORK [DIALOGUES]    WORK: an empty folder; DIALOGUES: see the tagger's recipe, for the last table
# Needs what train.sh needs, espeak-ng, flite and the .NET SDK. About five minutes on two cores.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONDONTWRITEBYTECODE=1
python=${PYTHON:-/usr/bin/python3}
if [ -n "${2:-}" ]; then cp "$2" "$work/dialogues.jsonl.gz"; fi
cd "$here"
"$python" spoken.py "$work" "$root/samples/calls"
cd "$work"
for part in samples samples-swapped spoken spoken-swapped; do
  dotnet run -c Release --project "$root/src/ConvoIntel.Cli" -- \
    process "$part" --models "$root/models" --out "heard/$part" --book "$part.db" > "$part.log"
done
cd "$here"
"$python" measure.py "$root/models/roles-starter" "$work" "$root/benchmarks/results/roles.md"
