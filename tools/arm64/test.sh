#!/usr/bin/env bash
# Runs a project's tests as an Arm64 program on an x64 machine with Debian, under emulation:
#
#   tools/arm64/test.sh                                  the kernels' tests: some twenty minutes on two cores
#   tools/arm64/test.sh -class '*.GuardedKernelTests'    some of them: arguments of the test program
#   PROJECT=tests/Flambeau.Tests tools/arm64/test.sh -class '*.LayerTests'
#
# It needs qemu-user-static (and, for it, to be root or sudo) and keeps what it fetches and builds in artifacts/arm64.
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
project=${PROJECT:-tests/Flambeau.Kernels.Tests}
name=$(basename "$project")
work=$PWD/artifacts/arm64
root=$work/root

if ! command -v qemu-aarch64-static >/dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends qemu-user-static >/dev/null
fi

# The libraries of an Arm64 system that the runtime loads, unpacked and not installed: lists and caches of their own
# leave those of this system as they are.
if [ ! -e "$work/unpacked" ]; then
  mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial" "$work/debs" "$root"
  : >"$work/apt/status"
  apt=(apt-get -qq -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o Dir::State="$work/apt"
    -o Dir::State::status="$work/apt/status" -o Dir::Cache="$work/apt/cache" -o Debug::NoLocking=1)
  [ "$(id -u)" -ne 0 ] || apt+=(-o APT::Sandbox::User=root)
  "${apt[@]}" update
  (cd "$work/debs" && "${apt[@]}" download libc6 libgcc-s1 libstdc++6 zlib1g &&
    { "${apt[@]}" download libssl3t64 2>/dev/null || "${apt[@]}" download libssl3; })
  for package in "$work"/debs/*.deb; do
    dpkg -x "$package" "$root"
  done
  [ -e "$root/lib/ld-linux-aarch64.so.1" ] || ln -s ../usr/lib "$root/lib"
  touch "$work/unpacked"
fi

dotnet publish "$project" -c Release -r linux-arm64 --self-contained -v q --artifacts-path "$work/build" -o "$work/$name"

# The emulator knows no requests for large pages, of which LargePagesTests asks.
exec tools/arm64/emulate.sh "$work/$name/$name" -class- '*.LargePagesTests' "$@"
