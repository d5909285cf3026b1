# SPDX-License-Identifier: GPL-3.0-or-later
# faults.sh - sourced after session.sh by tests that load tests/cli/faults.c before the program:
# its clock runs faster or stands still, changes of the file system fail, or it kills itself.
faults=$session_dir/faults.so

# With sanitizers a library cannot be loaded before theirs.
can_fault() {
    ${CC:-cc} -shared -fPIC -o "$faults" "$root/tests/cli/faults.c" 2>"$session_dir/cc" || return 1
    FAULT_LOG=$session_dir/log LD_PRELOAD=$faults "$dealcycle" init quickstart "$session_dir/probe.csv" >"$session_dir/said" 2>&1 &&
        [ -s "$session_dir/log" ]
}
