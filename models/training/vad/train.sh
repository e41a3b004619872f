#!/usr/bin/env bash
# Usage: train.sh <noise folder> <working folder> [dialogues.jsonl.gz]. Ends with <working folder>/model.onnx.
# Needs Python 3.11 with PyTorch 1.13, NumPy, SciPy and ONNX, and espeak-ng, flite and festival (Debian 12 has all of them:
# python3-torch python3-scipy python3-onnx espeak-ng flite festival festvox-kallpc16k festvox-us-slt-hts).
set -euo pipefail
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
here=$(cd "$(dirname "$0")" && pwd)
exec nice -n "${NICENESS:-10}" /usr/bin/python3 "$here/train.py" --noise "$1" --out "$2" ${3:+--text "$3"}
