#!/usr/bin/env bash
# Sets up what the tests need on a fresh Debian or Ubuntu machine, runs them all, and ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# FFmpeg decodes what is not WAV; the product runs without it, its tests do not.
if ! command -v ffmpeg >/dev/null; then
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends ffmpeg || {
    echo "FFmpeg could not be installed: install the package 'ffmpeg', then run this again." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
fi

# The recipes of models/training run at a small size among the tests.
if ! /usr/bin/python3 -c 'import torch, scipy, onnx' 2>/dev/null || ! command -v espeak-ng >/dev/null || ! command -v flite >/dev/null \
  || ! ls -d /usr/share/festival/voices/*/ked_diphone >/dev/null 2>&1; then
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends python3-torch python3-scipy python3-onnx \
    libopenblas0-pthread espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts || {
    echo "What the training recipes need could not be installed: see the packages in this script." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
fi

# The worker's tests run a PostgreSQL and an Azurite of their own.
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends postgresql || {
    echo "PostgreSQL could not be installed: install the package 'postgresql', then run this again." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
fi
azurite=${XDG_CACHE_HOME:-$HOME/.cache}/convointel/azurite-3.35.0
export CONVOINTEL_AZURITE=$azurite/node_modules/.bin/azurite
if [ ! -x "$CONVOINTEL_AZURITE" ]; then
  command -v npm >/dev/null || { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends nodejs npm; }
  npm install --silent --no-fund --no-audit --prefix "$azurite" azurite@3.35.0 || {
    echo "Azurite could not be installed: it needs npm and the npm registry." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build ConvoIntel.sln -c Release --nologo -v quiet || { echo "The build failed." >&2; echo "0 passed, 1 failed"; exit 1; }
dotnet test ConvoIntel.sln -c Release --no-build --nologo 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

sum() { grep -oE "$1: +[0-9]+" "$log" | awk '{ n += $2 } END { print n + 0 }'; }
passed=$(sum Passed)
failed=$(sum Failed)
# A runner that died counts as a failure even where it printed no figure.
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
