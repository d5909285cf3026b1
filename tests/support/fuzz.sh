# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh BUILD SECONDS FUZZER... - runs each fuzzer for so long on the seeds of the tree;
# what it finds on the way is kept in BUILD/corpus, what breaks it in BUILD/found.
set -eu
build=$1
seconds=$2
shift 2
status=0
sh tests/fuzz/dict.sh "$build/dealcycle" >"$build/dealcycle.dict"
for fuzzer in "$@"; do
    name=$(basename "$fuzzer")
    corpus=$build/corpus/$name
    mkdir -p "$corpus" "$build/found"
    sh tests/fuzz/seeds.sh "$name" "$build/seeds/$name"
    "$fuzzer" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 \
        -dict="$build/dealcycle.dict" -artifact_prefix="$build/found/$name-" \
        "$corpus" "$build/seeds/$name" >"$build/$name.log" 2>&1 || status=1
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log") executions"
    if [ $status -ne 0 ]; then
        tail -n 40 "$build/$name.log"
        exit 1
    fi
done
