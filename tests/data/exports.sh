#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/data/exports.sh DIR - published exports calibrated and simulated: channels that win
# different deals, stale deals, and scenarios that give back the data they came from.
set -u
data=$1
case $B in /*) ;; *) B=$PWD/$B ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cd "$work" || exit 2
bad=0

say() { # STATUS TEXT
    if [ "$1" -eq 0 ]; then echo "ok - $2"; else echo "not ok - $2" && bad=1; fi
}
calibrate() { # NAME ARGUMENTS...
    name=$1
    shift
    "$B/dealcycle" calibrate "$@" --scenario "$name.csv" --no-plots >"$name.txt" 2>"$name.err"
    say $? "$name is calibrated"
    tr '\n' ' ' <"$name.txt" | tr -s ' ' >"$name.words"
    "$B/dealcycle" check "$name.csv" >/dev/null 2>&1
    say $? "the scenario of $name passes check"
}
words() { # NAME TEXT
    grep -qF -e "$2" "$1.words"
    say $? "$1: says '$2'"
}
no_words() {
    ! grep -qF -e "$2" "$1.words"
    say $? "$1: does not say '$2'"
}
run() { # FOLDER NAME OPTIONS...
    folder=$1
    file=$2.csv
    shift 2
    "$B/dealcycle" run "$file" --no-plots --quiet --out "$folder" "$@" >/dev/null 2>&1
    say $? "$folder is simulated"
}
# Mean of a metric of a team, all segments and roles.
mean() { # FOLDER TEAM METRIC [SEGMENT]
    awk -F, -v t="$2" -v m="$3" -v s="${4:-all}" \
        '$2 == t && $3 == s && $4 == "all" && $5 == m { print $8 }' "$1/summary.csv"
}
near() { # TEXT GOT EXPECTED TOLERANCE
    awk -v g="$2" -v e="$3" -v t="$4" 'BEGIN { d = g - e; exit !(g != "" && d <= t && -d <= t) }'
    say $? "$1: $2, expected $3 within $4"
}
best() { # FOLDER: the team with the highest contribution
    awk -F, '$3 == "all" && $4 == "all" && $5 == "contribution" && (t == "" || $8 > x) { t = $2; x = $8 }
        END { print t }' "$1/summary.csv"
}

echo '# channels'
cat >map.csv <<'END'
field,column,value,meaning
channel,Route To Market,Telesales,inside
channel,Route To Market,Fields Sales,outside
segment,Deal Size Category,1,small
segment,Deal Size Category,2,medium
segment,Deal Size Category,3,medium
segment,Deal Size Category,4,medium
segment,Deal Size Category,5,large
segment,Deal Size Category,6,large
segment,Deal Size Category,7,large
END
calibrate channels "$data/ibm-win-loss/opportunities_A.csv" --map map.csv
words channels "Simpson's paradox: over all deals inside reps win more often"
words channels 'Raw, inside wins 20.8% and outside 18.6%'
words channels 'Like for like, by deal size and segment'
for size in small large; do
    set --
    for other in small medium large; do
        [ $other = $size ] || set -- "$@" --set "segment.$other.leads=0"
    done
    run "channels-$size" channels --replications 256 "$@"
done
[ "$(best channels-small)" = inside ]
say $? "small deals are for inside: $(best channels-small)"
[ "$(best channels-large)" != inside ]
say $? "large deals are for outside or hybrid: $(best channels-large)"
run channels channels --replications 128
near 'win rate of small deals, inside' "$(mean channels inside win_rate small)" 0.4193 0.01
near 'win rate of large deals, outside' "$(mean channels outside win_rate large)" 0.1051 0.006

echo '# pipeline'
calibrate pipeline "$data/maven-crm/sales_pipeline.csv" --as-of 2017-12-31
words pipeline 'of 1589 open deals are stale'
words pipeline 'No difference between the 30 reps is established'
no_words pipeline 'Reps differ'
run pipeline pipeline --replications 256
# By products 37 to 52 days; the plain median of the file, 57, knows nothing of its truncation.
near 'median cycle' "$(mean pipeline team cycle_p50)" 47 3
near 'mean deal' "$(mean pipeline team average_deal)" 2361 120

echo '# funnel'
calibrate funnel "$data"/olist-funnel/leads_as_of_2018-03-31.csv \
    "$data"/olist-funnel/closed_deals_as_of_2018-03-31.csv --join mql_id --as-of 2018-03-31
words funnel '5009 open deals are stale'
run funnel funnel --replications 256
share=$(awk -F, '$1 == "win probability" && $5 == "share" { print $8 }' results/funnel-calibration/calibration.csv)
near 'share of leads that are won' "$(mean funnel team lead_conversion)" "${share:-0}" 0.01

exit $bad
