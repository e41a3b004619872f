#!/bin/sh
# Makes the starter voice activity model: speaks sentences, writes the held-out calls, mixes training calls, trains, exports.
# Usage: train.sh NOISE DIALOGUES OUT     ends with OUT/model.onnx, OUT/vad-starter-golden.json, OUT/test, OUT/development, OUT/alarms
#        train.sh --smoke OUT             the same in small, of made noise and own sentences alone, in seconds
#   NOISE      folder of noise recordings and room responses (WAV)
#   DIALOGUES  dialogues.jsonl.gz (JSON lines with turns[].t)
#   OUT        working folder, 1 GB; run it again with the same arguments after an interruption: what is finished is kept
# Needs PyTorch, NumPy, SciPy and ONNX for Python, espeak-ng, flite, festival and FFmpeg. Debian 12: python3-torch python3-scipy
# python3-onnx libopenblas0-pthread espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts ffmpeg.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
python=${PYTHON:-}
for candidate in python3 /usr/bin/python3; do
  if [ -z "$python" ] && "$candidate" -c "import torch" 2>/dev/null; then python=$candidate; fi
done
[ -n "$python" ] || { echo "No Python with PyTorch was found: install python3-torch or set PYTHON." >&2; exit 1; }

if [ "${1:-}" = --smoke ] && [ $# -eq 2 ]; then
  "$python" "$here/testset.py" --out "$2" --seconds 4 --utterances 8
  exec "$python" "$here/train.py" --out "$2" --utterances 16 --calls 8 --epochs 2
fi
[ $# -eq 3 ] || { sed -n 2,9p "$0" >&2; exit 2; }
nice -n "${NICENESS:-10}" "$python" "$here/testset.py" --noise "$1" --text "$2" --out "$3"
exec nice -n "${NICENESS:-10}" "$python" "$here/train.py" --noise "$1" --text "$2" --out "$3"
