# SPDX-License-Identifier: GPL-3.0-or-later
# session.sh - sourced by every test_*.sh: `. tests/support/session.sh` first, `session_end` last.
#
# A test case is `it NAME FUNCTION [ARGUMENT...]`: the function runs in a subshell in an
# empty folder of its own; a status other than 0 fails, and what it printed is shown.
# $root is the project, $dealcycle the program, both absolute.
set -u
root=$(pwd)
case ${B:-build/release} in
/*) dealcycle=$B/dealcycle ;;
*) dealcycle=$root/${B:-build/release}/dealcycle ;;
esac
session_dir=$(mktemp -d "${TMPDIR:-/tmp}/dealcycle-test.XXXXXX")
trap 'rm -rf "$session_dir"' EXIT
trap 'exit 1' HUP INT TERM
n_cases=0
export LC_ALL=C.UTF-8

it() {
    name=$1
    shift
    n_cases=$((n_cases + 1))
    mkdir "$session_dir/$n_cases"
    if (cd "$session_dir/$n_cases" && set -e && "$@") >"$session_dir/said" 2>&1; then
        printf 'ok - %s\n' "$name"
    else
        printf 'not ok - %s\n' "$name"
        sed 's/^/# /' "$session_dir/said"
    fi
    rm -rf "${session_dir:?}/$n_cases"
}


# skip NAME WHY: a test case that this machine cannot run.
skip() {
    n_cases=$((n_cases + 1))
    printf 'ok - %s # SKIP %s\n' "$1" "$2"
}

session_end() {
    printf '1..%d\n' "$n_cases"
}

# Runs the program; what it says goes to out and err of the folder, its status to $status.
run() {
    status=0
    "$dealcycle" "$@" >out 2>err </dev/null || status=$?
}

fail() {
    printf '%s\n' "$*"
    [ ! -f out ] || { echo '-- standard output:' && head -n 40 out; }
    [ ! -f err ] || { echo '-- standard error:' && head -n 40 err; }
    exit 1
}

expect_status() {
    [ "$status" -eq "$1" ] || fail "status $status, expected $1"
}

# expect_in FILE TEXT: the file has a line with this text.
expect_in() {
    grep -qF -e "$2" "$1" || fail "$1 lacks: $2"
}

expect_not_in() {
    ! grep -qF -e "$2" "$1" || fail "$1 has: $2"
}

expect_empty() {
    [ ! -s "$1" ] || fail "$1 is not empty"
}

# expect_same A B: two files or folders are equal byte for byte.
expect_same() {
    diff -r "$1" "$2" >differences || fail "$1 and $2 differ: $(head -n 20 differences)"
}

# Every line of the file fits a terminal of this many columns.
expect_columns() {
    awk -v most="$2" 'length($0) > most { print FILENAME ":" FNR ": " length($0) " columns: " $0; bad = 1 }
                      END { exit bad }' "$1" || fail "$1 is wider than $2 columns"
}
