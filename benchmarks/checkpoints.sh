#!/usr/bin/env bash
# Saving and loading a state dict: Flambeau, PyTorch of /usr/bin/python3 and TorchSharp, in turns, in one run; options: --help
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
exec dotnet "$out/Flambeau.Benchmarks.dll" checkpoints "$@"
