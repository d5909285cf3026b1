# SPDX-License-Identifier: GPL-3.0-or-later
# count.sh BUILD TAP... - counts test cases, shows what failed, ends with one line.
#
# A test that died, ran no case, ran fewer than it planned, or was not built, is one
# more failure.
build=$1
shift
for tap in "$@"; do
    printf '%%%s\n' "${tap#"$build"/tests/}"
    if [ -f "$tap" ]; then
        cat "$tap"
    else
        echo 'not ok - builds'
        echo '# status 0 seconds 0'
    fi
done | LC_ALL=C awk '
    function begin(line) {
        name = substr(line, 2)
        sub(/\.tap$/, "", name)
        folder = name
        sub(/\/.*/, "", folder)
        if (!(folder in programs)) {
            order[++n_folders] = folder
        }
        programs[folder]++
        planned = ran = bad = 0
        text = ""
    }
    function finish(status, seconds,   why) {
        if (status == 124 || status == 137) {
            why = "took too long"
        } else if (status != 0 && bad == 0) {
            why = "ended with status " status
        } else if (ran == 0) {
            why = "ran no test case"
        } else if (planned > 0 && ran != planned) {
            why = "planned " planned " cases and ran " ran
        }
        if (why != "") {
            failed[folder]++
            bad++
            text = text "not ok - " why "\n"
        }
        if (bad > 0) {
            printf "\n--- %s\n%s", name, text
        }
        time[folder] += seconds
    }
    /^%/                          { begin($0); next }
    /^# status [0-9]+ seconds /   { finish($3, $5); next }
    /^1\.\.[0-9]+$/               { planned += substr($0, 4); next }
    /^(not )?ok .*# *(SKIP|skip)/ { skipped[folder]++; ran++; next }
    /^ok( |$)/                    { passed[folder]++; ran++; next }
    /^not ok( |$)/                { failed[folder]++; ran++; bad++ }
    /^$/                          { next }
                                  { text = text $0 "\n" }
    END {
        print ""
        for (i = 1; i <= n_folders; i++) {
            f = order[i]
            printf "%-8s %5d passed %3d failed  in %d files, %.0f s\n", f, passed[f], failed[f],
                   programs[f], time[f]
            p += passed[f]
            q += failed[f]
            s += skipped[f]
        }
        printf "%d passed, %d failed%s\n", p, q, (s > 0 ? ", " s " skipped" : "")
        exit (q > 0 || p == 0)
    }'
