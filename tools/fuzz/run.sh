#!/usr/bin/env bash
# Fuzzes readers with AFL++ and SharpFuzz: tools/fuzz/run.sh [TARGET|all] [SECONDS per target]
# Needs afl++ (apt-get install afl++). Work and findings stay in artifacts/fuzz/TARGET; the exit code is 1 when there are any.
set -euo pipefail
cd "$(dirname "$0")/../.."
targets=${1:-all}
seconds=${2:-180}
work=$PWD/artifacts/fuzz
if [ "$targets" = all ]; then
    targets="pickle zip legacy tar safetensors index npy npz image"
fi

[ -x "$work/tools/sharpfuzz" ] || dotnet tool install --tool-path "$work/tools" SharpFuzz.CommandLine --version 2.3.0
rm -rf "$work/bin"
dotnet publish tests/Flambeau.Fuzz -c Release -o "$work/bin" -v q --nologo
"$work/tools/sharpfuzz" "$work/bin/Flambeau.dll" Flambeau.Serialization
"$work/tools/sharpfuzz" "$work/bin/Flambeau.Vision.dll" Flambeau.Vision.Image Flambeau.Vision.Jpeg Flambeau.Vision.Png
"$work/tools/sharpfuzz" "$work/bin/StbImageSharp.dll"

# A reader that takes more memory than this for a file of some kilobytes is a finding (768 MiB, for all of .NET).
export DOTNET_GCHeapHardLimit=0x30000000
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_FORKSRV_INIT_TMOUT=120000
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
found=0
for target in $targets; do
    rm -rf "${work:?}/$target"
    dotnet "$work/bin/Flambeau.Fuzz.dll" seeds "$target" "$work/$target/seeds"
    nice -n 19 afl-fuzz -i "$work/$target/seeds" -o "$work/$target/out" -V "$seconds" -t 5000 -m none -- \
        dotnet "$work/bin/Flambeau.Fuzz.dll" run "$target" > "$work/$target/log" 2>&1 || { tail -20 "$work/$target/log"; exit 2; }
    stats=$work/$target/out/default/fuzzer_stats
    executions=$(awk '/^execs_done/ { print $3 }' "$stats")
    paths=$(awk '/^corpus_count/ { print $3 }' "$stats")
    crashes=$(find "$work/$target/out/default/crashes" -name 'id:*' | wc -l)
    hangs=$(find "$work/$target/out/default/hangs" -name 'id:*' | wc -l)
    echo "$target: $executions executions in $seconds s, $paths paths, $crashes crashes, $hangs hangs"
    found=$((found + crashes + hangs))
done
[ "$found" -eq 0 ]
