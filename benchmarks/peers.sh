#!/usr/bin/env bash
# Flambeau against libtorch and ONNX Runtime, in turns, in one run; options: benchmarks/peers.sh --help
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
exec dotnet "$out/Flambeau.Benchmarks.dll" peers "$@"
