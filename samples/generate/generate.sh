#!/bin/sh
# Rebuilds samples/calls and samples/reference. Needs python3 with numpy, espeak-ng, flite, festival
# (festvox-us-slt-hts) and sox. Names of calls as arguments rebuild only those.
set -eu
cd "$(dirname "$0")"
mkdir -p ../calls ../reference
PYTHONDONTWRITEBYTECODE=1 exec "${PYTHON:-python3}" build.py "$@"
