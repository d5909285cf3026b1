# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh BUILD SECONDS RUNS FUZZER... - runs each fuzzer for so long, or so many executions if
# they come first (-1: no such limit), on the seeds of the tree; what it finds on the way is
# kept in BUILD/corpus, what breaks it in BUILD/found.
set -eu
build=$1
seconds=$2
runs=$3
shift 3
status=0
# What was freed is watched for a while only: fresh pages are half of the cost.
ASAN_OPTIONS=quarantine_size_mb=8:malloc_context_size=8${ASAN_OPTIONS:+:$ASAN_OPTIONS}
export ASAN_OPTIONS
sh tests/fuzz/dict.sh "$build/dealcycle" >"$build/dealcycle.dict"
for fuzzer in "$@"; do
    name=$(basename "$fuzzer")
    corpus=$build/corpus/$name
    # As long as the whole of a small scenario, or no longer than what is written in a cell.
    case $name in
    fuzz_value) longest=200 ;;
    fuzz_overlay) longest=1500 ;;
    *) longest=6500 ;;
    esac
    mkdir -p "$corpus" "$build/found"
    sh tests/fuzz/seeds.sh "$name" "$build/seeds/$name"
    "$fuzzer" -max_total_time="$seconds" -runs="$runs" -timeout=10 -rss_limit_mb=512 -max_len=$longest \
        -print_final_stats=1 -dict="$build/dealcycle.dict" -artifact_prefix="$build/found/$name-" \
        "$corpus" "$build/seeds/$name" >"$build/$name.log" 2>&1 || status=1
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log") executions," \
        "$(sed -n 's/^stat::average_exec_per_sec: *//p' "$build/$name.log") a second," \
        "$(sed -n 's/^stat::peak_rss_mb: *//p' "$build/$name.log") MB at most"
    if [ $status -ne 0 ]; then
        tail -n 40 "$build/$name.log"
        exit 1
    fi
done
