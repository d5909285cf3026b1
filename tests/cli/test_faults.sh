# SPDX-License-Identifier: GPL-3.0-or-later
# test_faults.sh - every change of the file system that a command asks for fails once: results
# are whole or not there, what stood before stays until then, and the status says which.
#
# Of a workbook's many temporary files every third change is tried; FAULT_STEP=1 tries them all.
. tests/support/session.sh
. tests/support/faults.sh
tiny=$root/tests/cli/tiny.csv
stresses=$root/tests/cli/stresses.csv
small='--replications 8 --threads 1 --teams inside --set scenario.horizon=2 --set scenario.warmup=0'

# Two folders or files are equal; time stands still, so that the manifests are, too.
alike() {
    diff -rq "$1" "$2" >/dev/null 2>&1
}

# Runs the program with change $1 failing by error $2.
faulty() {
    at=$1 error=$2
    shift 2
    status=0
    FAULT_AT=$at FAULT_ERROR=$error FAULT_LOG=log LD_PRELOAD=$faults "$dealcycle" "$@" >out 2>err </dev/null || status=$?
}

# is_whole NAME: r/NAME is not there, or all of what it was before, or all of what it shall be.
is_whole() {
    { [ ! -e "r/$1" ] && [ ! -e "old/$1" ]; } || alike "r/$1" "ref/$1" || alike "r/$1" "old/$1"
}

# A folder of cases has each whole; its index may say that the rest is asked for.
cases_whole() {
    for name in $(ls -A r 2>/dev/null); do
        case $name in
        manifest.json) tail -n 1 r/$name | grep -q '^}$' || fail "$what: the index is torn" ;;
        plots) (cd r && find plots -type f) | while read -r file; do is_whole "$file" || fail "$what: $file is torn"; done ;;
        *) is_whole "$name" || fail "$what: r/$name is neither what it was nor what it shall be" ;;
        esac
    done
}

folder_whole() {
    is_whole . || fail "$what: r is neither what it was nor what it shall be: $(ls -A r)"
}

begin_again() {
    rm -rf r .r.* new.csv
    [ ! -d old ] || cp -r old r
    [ ! -f old.csv ] || cp old.csv new.csv
}

nothing_left() {
    for name in $(ls -A; ls -A r 2>/dev/null); do
        case $name in
        *.tmp-* | *.new | *.part) fail "$what: $name is left" ;;
        esac
    done
}

# Which error the n-th change meets: EIO, ENOSPC, EROFS or EDQUOT.
error_of() {
    case $(($1 % 4)) in 0) echo 5 ;; 1) echo 28 ;; 2) echo 30 ;; 3) echo 122 ;; esac
}

# each_fault CHECK WORD...: the command with its 1st, 2nd, ... change failing; with a PATTERN for
# the log of changes before CHECK, from the first such change on; with a digit, every so many.
each_fault() {
    from=. step=1
    case $1 in /*) from=${1#/} && shift ;; esac
    case $1 in [0-9]) step=$1 && shift ;; esac
    check=$1
    shift
    begin_again
    faulty 0 0 "$@"
    expect_status 0
    rm -rf ref
    mv r ref
    [ ! -f new.csv ] || mv new.csv ref.csv
    n=$(wc -l <log)
    i=$(grep -n "$from" log | head -n 1 | cut -d: -f1)
    [ "$n" -ge $((i + 9)) ] || fail "only $n changes"
    while [ $i -le "$n" ]; do
        begin_again
        faulty $i $(error_of $i) "$@"
        what="change $i of $n ($(sed -n ${i}p log)), status $status"
        $check
        nothing_left
        case $status in
        0) alike r ref || fail "$what, but the results are others" ;;
        1) grep -q 'Input/output error\|No space left\|Read-only file system\|Disk quota\|memory ran out' err ||
            fail "$what, and no reason" ;;
        *) fail "$what" ;;
        esac
        if [ $((i % 11)) -eq 0 ]; then
            faulty 0 0 "$@"
            expect_status 0
            alike r ref || fail "$what: the same command again gives others"
        fi
        i=$((i + step))
    done
}

# shellcheck disable=SC2086 # $small is words
older() {
    faulty 0 0 "$@" --seed 7
    expect_status 0
    mv r old
}

runs() {
    cp "$tiny" .
    older run tiny.csv $small --no-plots --out r
    each_fault folder_whole run tiny.csv $small --no-plots --out r
}

compares() {
    cp "$tiny" a.csv
    cp "$tiny" b.csv
    each_fault folder_whole compare a.csv b.csv $small --no-plots --out r
}

batches() {
    cp "$tiny" .
    printf 'name,segment.smb.leads\nfew,9\nmany,23\n' >sweep.csv
    older batch tiny.csv --sweep sweep.csv $small --no-plots --out r
    each_fault cases_whole batch tiny.csv --sweep sweep.csv $small --no-plots --out r
}

stress_runs() {
    cp "$tiny" "$stresses" .
    each_fault cases_whole stress tiny.csv --with stresses.csv $small --no-plots --out r
}

calibrations() {
    cp "$root/tests/data/sample_export.csv" .
    faulty 0 0 calibrate sample_export.csv --as-of 2026-01-05 --scenario new.csv --no-plots --out r
    expect_status 0
    mv r old
    mv new.csv old.csv
    each_fault calibration_whole calibrate sample_export.csv --scenario new.csv --no-plots --out r
}

calibration_whole() {
    folder_whole
    cmp -s new.csv old.csv || cmp -s new.csv ref.csv || fail "$what: the scenario is torn"
}

starters() {
    for n in 1 2 3; do # open, write, close
        faulty $n 28 init quickstart
        expect_status 1
        expect_in err 'No space left'
        [ ! -e quickstart.csv ] || fail "change $n: half a starter is left"
    done
}

workbooks() {
    cp "$tiny" .
    older run tiny.csv $small --no-plots --xlsx --out r
    each_fault /workbook ${FAULT_STEP:-3} folder_whole run tiny.csv $small --no-plots --xlsx --out r
}

pictures() {
    command -v gnuplot >/dev/null || return 0
    cp "$tiny" .
    printf 'name,segment.smb.leads\nfew,9\n' >sweep.csv
    each_fault /plots cases_whole batch tiny.csv --sweep sweep.csv $small --out r
}

# A disk of 2 MB that is full but for $room; gone at the end, whatever happens.
on_full_disk() {
    cat >inside.sh <<'END'
mount -t tmpfs -o size=2000k tmpfs disk || exit 77
for room in 20 60 140 250 400 700 1900; do
    rm -rf disk/r disk/.r.partial
    head -c $((2000 - room))k /dev/zero >disk/full
    status=0
    "$@" >out 2>err </dev/null || status=$?
    case $status in
    0) (cd disk && find r -type d) | while read -r dir; do
        [ "$dir" = r ] && [ ! -e ref/summary.csv ] && continue
        diff -r -x manifest.json "disk/$dir" "ref${dir#r}" || exit 1
    done || exit 1 ;;
    1) grep -q 'No space left' err || { cat err; exit 1; } ;;
    *) cat err; exit 1 ;;
    esac
    for dir in $(cd disk && find r -name summary.csv 2>/dev/null | sed 's,/[^/]*$,,'); do
        diff -r -x manifest.json "disk/$dir" "ref${dir#r}" || exit 1
    done
    [ -z "$(find disk -name '*.tmp-*' -o -name '*.new' -o -name '*.part')" ] || exit 1
done
[ $status -eq 0 ] || { echo "not even with $room kB"; exit 1; }
END
    mkdir -p disk
    unshare -m sh inside.sh "$dealcycle" "$@" --out disk/r >said 2>&1 || fail "room of $*: $(tail -n 20 said)"
}

full_disks() {
    cp "$tiny" "$stresses" .
    printf 'name,segment.smb.leads\nfew,9\nmany,23\n' >sweep.csv
    for command in "run tiny.csv --no-plots" "batch tiny.csv --sweep sweep.csv" 'stress tiny.csv --with stresses.csv --no-plots --xlsx'; do
        rm -rf ref
        run $command $small --out ref
        expect_status 0
        on_full_disk $command $small
    done
}

read_only_disk() {
    cp "$tiny" "$stresses" .
    mkdir disk
    for command in 'run tiny.csv' 'compare tiny.csv b.csv' 'stress tiny.csv --with stresses.csv' 'batch tiny.csv b.csv'; do
        cp tiny.csv b.csv
        from=$(date +%s)
        status=0
        unshare -m sh -c 'mount -t tmpfs -o ro tmpfs disk && exec "$@"' sh "$dealcycle" $command --replications 10M --out disk/r >out 2>err || status=$?
        expect_status 1
        expect_in err 'Read-only file system'
        [ $(($(date +%s) - from)) -le 5 ] || fail "$command: simulated first"
    done
}

can_mount() {
    mkdir -p "$session_dir/disk"
    unshare -m mount -t tmpfs tmpfs "$session_dir/disk" 2>/dev/null
}

if can_fault; then
    it 'run: a change that fails leaves the old results or the new' runs
    it 'compare: a change that fails leaves no half folder' compares
    it 'batch: a change that fails leaves every case whole' batches
    it 'stress: a change that fails leaves every case whole' stress_runs
    it 'calibrate: a change that fails leaves the old scenario or the new' calibrations
    it 'init: a change that fails leaves no half file' starters
    it '--xlsx: a change that fails leaves the old results or the new' workbooks
    it 'pictures: a change that fails leaves no half folder' pictures
else
    skip 'changes of the file system fail' 'nothing can be loaded before the program here'
fi
if can_mount; then
    it 'a full disk leaves no half folder, status 1' full_disks
    it 'a read-only disk is told before anything is simulated, status 1' read_only_disk
else
    skip 'a full and a read-only disk' 'nothing can be mounted here'
fi
session_end
