# SPDX-License-Identifier: GPL-3.0-or-later
# test_kill.sh - commands killed at random moments (of a fixed seed) and begun again, with 1 and
# 2 threads in turn, end with the bytes of an unbroken one.
#
# Half of the kills come after a time, half before a change of the file system (faults.c), and
# half of these once results are being written, since that is so short that a time hardly hits
# it, and how often work is kept before it depends on the machine's pace. The clock is sped up,
# so that finished work is kept every few milliseconds and kills find it half written.
. tests/support/session.sh
. tests/support/faults.sh
tiny=$root/tests/cli/tiny.csv
stresses=$root/tests/cli/stresses.csv
n_kills=20

# The next number of a sequence of its own (Park and Miller's), below $1, into $random.
random_below() {
    seed=$((seed * 48271 % 2147483647))
    random=$((seed % $1))
}

# Runs the program with the clock sped up; it kills itself before change $1 (0: never).
fast() {
    at=$1
    shift
    FAULT_AT=$at FAULT_ERROR=0 FAULT_SPEED=200 FAULT_LOG=log LD_PRELOAD=$faults exec "$dealcycle" "$@" >out 2>err </dev/null
}

# Kills the command once, at the next random moment; $killed says whether that came too late.
kill_once() {
    threads=$((n % 2 + 1))
    if [ $((n / 2 % 4)) -eq 0 ]; then
        random_below "$n_writing"
        (FAULT_FROM=.tmp- && export FAULT_FROM && fast $((random + 2)) "$@" --threads $threads) &
        pid=$!
    elif [ $((n / 2 % 2)) -eq 0 ]; then
        random_below "$n_changes"
        (fast $((random + 1)) "$@" --threads $threads) &
        pid=$!
    else
        random_below "$n_milliseconds"
        (fast 0 "$@" --threads $threads) &
        pid=$!
        sleep "$(printf '0.%03d' $((random % 1000)))"
        kill -KILL $pid 2>/dev/null || true
    fi
    status=0
    wait $pid 2>/dev/null || status=$?
    killed=$([ $status -eq 137 ] && echo yes || echo no)
}

# Where a kill came, by what it left: in a results folder half written, or else in computing,
# at or after the last keeping of work, or before the first.
landed() {
    if [ -n "$(find . -path '*.tmp-*' | head -n 1)" ]; then
        echo writing
    elif tail -n 1 log 2>/dev/null | grep -q 'blocks\|pwrite'; then
        echo keeping
    else
        echo computing
    fi
}

# No half of a results folder, wherever it is.
all_whole() {
    find r -name '*.tmp-*' -prune -o -type d -print 2>/dev/null | while read -r dir; do
        [ "$dir" = r ] && [ ! -e ref/summary.csv ] && continue
        diff -r -x manifest.json "$dir" "ref${dir#r}" >differences || exit 1
        tail -n 1 "$dir/manifest.json" | grep -q '^}$' || exit 1
    done || fail "after kill $n: half a folder: $(head -n 5 differences)"
}

# Kills the command 20 times; where it gets to its end, it begins anew.
kills() {
    seed=$1
    shift
    n=0
    "$dealcycle" "$@" --threads 1 >out 2>err </dev/null
    mv r ref
    from=$(date +%s%N)
    (fast 0 "$@" --threads 2)
    n_milliseconds=$((($(date +%s%N) - from) / 1000000))
    n_changes=$(wc -l <log)
    n_writing=$(awk '/\.tmp-/ { found = 1 } found { n++ } END { print n - 2 }' log)
    diff -r -x manifest.json r ref >differences || fail "another clock gives others: $(head -n 5 differences)"
    rm -rf r
    : >where
    while [ $n -lt $n_kills ]; do
        rm -f log
        kill_once "$@"
        if [ $killed = yes ]; then
            n=$((n + 1))
            landed >>where
            all_whole
        else
            [ $status -eq 0 ] || fail "status $status"
            diff -r -x manifest.json r ref >differences || fail "after $n kills: $(head -n 5 differences)"
            rm -rf r
            n_milliseconds=$((n_milliseconds * 9 / 10 + 1)) # the kill came too late
        fi
    done
    (fast 0 "$@" --threads 2) || fail 'the last run failed'
    diff -r -x manifest.json r ref >differences || fail "at the end: $(head -n 5 differences)"
    [ -z "$(find . -name '*.tmp-*' -o -name '*.partial' -o -name '*.new')" ] || fail "left: $(find . -name '.*')"
    sort where | uniq -c | awk -v ORS= '{ print " " $1 " " $2 }' >"$session_dir/where"
    [ "$(grep -c writing where)" -ge 3 ] && [ "$(grep -c 'computing\|keeping' where)" -ge 3 ] ||
        fail "they landed so:$(cat "$session_dir/where")"
}

batches() {
    cp "$tiny" .
    printf 'name,segment.smb.leads\nc1,21\nc2,22\nc3,23\nc4,24\n' >sweep.csv
    kills 4711 batch tiny.csv --sweep sweep.csv --replications 300 --no-plots --out r
}

runs() {
    cp "$tiny" .
    kills 815 run tiny.csv --replications 1500 --no-plots --out r
}

stress_runs() {
    cp "$tiny" "$stresses" .
    kills 42 stress tiny.csv --with stresses.csv --replications 300 --no-plots --out r
}

if can_fault; then
    it "batch: after $n_kills kills the bytes are those of an unbroken one" batches
    echo "# kills landed while:$(cat "$session_dir/where" 2>/dev/null)"
    it "run: after $n_kills kills the bytes are those of an unbroken one" runs
    echo "# kills landed while:$(cat "$session_dir/where" 2>/dev/null)"
    it "stress: after $n_kills kills the bytes are those of an unbroken one" stress_runs
    echo "# kills landed while:$(cat "$session_dir/where" 2>/dev/null)"
else
    skip 'many kills' 'nothing can be loaded before the program here'
fi
session_end
