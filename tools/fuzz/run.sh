#!/usr/bin/env bash
# Fuzzes readers with AFL++ and SharpFuzz: tools/fuzz/run.sh [TARGET...|all] [SECONDS per target]
# Needs afl++ (apt-get install afl++). Work and findings stay in artifacts/fuzz/TARGET; the exit code is 1 when there are any.
# FUZZ_JOBS=2 fuzzes two targets at a time; FUZZ_KEEP_BINARIES=1 takes the binaries of the last run;
# FUZZ_OWN_SEEDS=1 leaves out files of others, so that corpus.py may keep what is found.
set -euo pipefail

targets() {
    dotnet "$plain" list
}

# The readers run as they are (seeds, replays) and with AFL's counters in them; the latter run under afl-fuzz only.
build() {
    [ -x "$work/tools/sharpfuzz" ] || dotnet tool install --tool-path "$work/tools" SharpFuzz.CommandLine --version 2.3.0
    rm -rf "$work/plain" "$work/instrumented"
    dotnet publish tests/Flambeau.Fuzz -c Release -o "$work/plain" -v q --nologo
    cp -r "$work/plain" "$work/instrumented"
    "$work/tools/sharpfuzz" "$work/instrumented/Flambeau.dll" Flambeau.Serialization
    "$work/tools/sharpfuzz" "$work/instrumented/Flambeau.Vision.dll" Flambeau.Vision
    "$work/tools/sharpfuzz" "$work/instrumented/StbImageSharp.dll"
}

dictionaries() {
    case $1 in
        pickle | zip | legacy | tar) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' pickle ;;
        safetensors | index) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' json ;;
        npy | npz) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' npy ;;
        mapped) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' pickle json npy runs ;;
        image | exif) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' image ;;
        idx) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' idx ;;
        cifar) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' runs ;;
        cifar-python) printf -- '-x\ntools/fuzz/dictionaries/%s.dict\n' pickle runs ;;
    esac
}

# What is measured beside it may stop a fuzzer for minutes: only seconds in which it may run count.
let_run() {
    local fuzzer=$1 seconds=$2 state
    while [ "$seconds" -gt 0 ] && state=$(awk '{ print $3 }' "/proc/$fuzzer/stat" 2> /dev/null) && [ "$state" != Z ]; do
        [ "$state" = T ] || seconds=$((seconds - 1))
        sleep 1
    done
    kill "$fuzzer" 2> /dev/null || true
    wait "$fuzzer" || true
}

# A stopped or loaded machine can make any input look slow, so that what AFL calls a hang counts only when it is slow again.
count_hangs() {
    local count=0 file
    while IFS= read -r -d '' file; do
        if ! timeout 20 dotnet "$plain" replay "$1" "$file" > /dev/null 2>&1; then
            count=$((count + 1))
            echo "hang: $file" >&2
        fi
    done < <(find "$work/$1/out/default/hangs" -name 'id:*' -print0)
    echo "$count"
}

# Leaves the number of findings in a file.
fuzz() {
    local target=$1 seconds=$2 folder=$work/$1 words
    rm -rf "${folder:?}"
    dotnet "$plain" seeds "$target" "$folder/seeds"
    [ -z "${FUZZ_OWN_SEEDS:-}" ] || rm -f "$folder/seeds"/shared-*
    mapfile -t words < <(dictionaries "$target")
    nice -n 19 afl-fuzz -i "$folder/seeds" -o "$folder/out" "${words[@]}" -t 120000 -m none -- \
        dotnet "$work/instrumented/Flambeau.Fuzz.dll" run "$target" > "$folder/log" 2>&1 &
    let_run $! "$seconds"
    local stats=$folder/out/default/fuzzer_stats crashes hangs
    [ -e "$stats" ] || { tail -20 "$folder/log"; exit 2; }
    crashes=$(find "$folder/out/default/crashes" -name 'id:*' | wc -l)
    hangs=$(count_hangs "$target")
    echo "$target: $(awk '/^execs_done/ { print $3 }' "$stats") executions in $seconds s," \
        "$(awk '/^corpus_count/ { print $3 }' "$stats") inputs with paths of their own," \
        "$(awk '/^edges_found/ { print $3 }' "$stats") edges, $crashes crashes, $hangs hangs"
    echo $((crashes + hangs)) > "$folder/findings"
}

main() {
    cd "$(dirname "$0")/../.."
    work=$PWD/artifacts/fuzz
    plain=$work/plain/Flambeau.Fuzz.dll
    [ -n "${FUZZ_KEEP_BINARIES:-}" ] || build

    # A reader that takes more memory than this for a file of some kilobytes is a finding (768 MiB, for all of .NET).
    export DOTNET_GCHeapHardLimit=0x30000000
    export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_FORKSRV_INIT_TMOUT=240000
    export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1

    # Some targets write files, thousands of times a second; a fuzzer that is ended leaves them.
    [ ! -d /dev/shm ] || export TMPDIR=/dev/shm
    TMPDIR=$(mktemp -d)
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT

    local seconds=180 names=() argument target
    for argument in "$@"; do
        if [[ $argument =~ ^[0-9]+$ ]]; then seconds=$argument; else names+=("$argument"); fi
    done
    if [ ${#names[@]} -eq 0 ] || [ "${names[0]}" = all ]; then
        mapfile -t names < <(targets)
    fi

    # Every damaged file is a failure here: when none is found, the machinery is broken.
    fuzz canary 15 > /dev/null
    if [ "$(cat "$work/canary/findings")" -eq 0 ]; then
        echo "a reader that is made to fail was not found to"
        exit 2
    fi

    for target in "${names[@]}"; do
        [ "$(jobs -rp | wc -l)" -lt "${FUZZ_JOBS:-1}" ] || wait -n
        fuzz "$target" "$seconds" &
    done
    wait
    for target in "${names[@]}"; do
        [ "$(cat "$work/$target/findings")" -eq 0 ]
    done
}

main "$@"
exit
