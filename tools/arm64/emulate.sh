#!/usr/bin/env bash
# Runs an Arm64 program that test.sh has built, under emulation: emulate.sh PROGRAM ARGUMENTS...
root=$(cd "$(dirname "$0")/../.." && pwd)/artifacts/arm64/root
# Code that appears at a second address (W^X) is not noticed by the emulator, which would go on with what was there before.
export DOTNET_EnableWriteXorExecute=0 QEMU_LD_PREFIX=$root
export QEMU_SET_ENV=LD_LIBRARY_PATH=$root/usr/lib/aarch64-linux-gnu:$root/lib/aarch64-linux-gnu
exec qemu-aarch64-static -cpu neoverse-n1 "$@"
