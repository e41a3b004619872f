#!/bin/sh
# Makes the starter recogniser from text: chooses sentences, speaks them, trains, exports, measures.
# Usage: train.sh DIALOGUES NOISE SALES START WORK OUT [HOURS]
#   DIALOGUES  dialogues.jsonl.gz        NOISE  folder of noise recordings (WAV)
#   SALES      folder of written sales calls (calls-*.tsv: role, tags, text)
#   START      model folder to start from  WORK  folder for speech and checkpoints, 6 GB
#   OUT        model folder to write       HOURS of training, 1.3 unless told
# Run it again with the same arguments after an interruption: finished speech and the checkpoint are kept.
set -eu
[ $# -ge 6 ] || { sed -n 2,8p "$0"; exit 2; }
dialogues=$1 noise=$2 sales=$3 start=$4 work=$5 out=$6 hours=${7:-1.3}
here=$(cd "$(dirname "$0")" && pwd)
samples=${SAMPLES:-$here/../../../samples}
python=${PYTHON:-python3}
# One BLAS thread a process: OpenBLAS's own threads make two processes three times slower.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

if [ ! -f "$work/text/train.tsv" ]; then
    "$python" "$here/sentences.py" --dialogues "$dialogues" --sales "$sales"/calls-*.tsv \
        --test "$samples/reference" --out "$work/text"
fi
[ -f "$work/text/phones.json" ] || "$python" "$here/pronunciation.py" --sentences "$work/text/train.tsv" --out "$work/text/phones.json"
"$python" "$here/speech.py" --sentences "$work/text/dev.tsv" --out "$work/dev" --seed 22
"$python" "$here/speech.py" --sentences "$work/text/train.tsv" --out "$work/train" --limit "${SHARDS:-110}"
"$python" "$here/train.py" --start "$start" --data "$work/train" --dev "$work/dev" --noise "$noise" \
    --phones "$work/text/phones.json" --out "$work/run" --hours "$hours"
"$python" "$here/export.py" --checkpoint "$work/run/checkpoint.pt" --start "$start" --dev "$work/dev" --out "$out"
"$python" "$here/evaluate.py" --model "$out" --dev "$work/dev" --samples "$samples"
