# SPDX-License-Identifier: GPL-3.0-or-later
# test_report.sh - the pages for people: valid, alone, readable on a phone, in the dark, on paper.
. tests/support/session.sh
. tests/support/look.sh
scenarios=$root/scenarios
made=$session_dir/made
mkdir "$made"

# A folder for every kind of page, one of them with texts that try to be more.
make_pages() (
    cd "$made" || exit 1
    grep -v '^scenario.title' "$root/tests/cli/tiny.csv" | cat - "$root/tests/look/hostile.csv" >hostile.csv
    "$dealcycle" run hostile.csv --plots svg --out hostile --quiet &&
        "$dealcycle" run "$root/tests/cli/tiny.csv" --set scenario.horizon=1 --replications 30 --plots svg --out short &&
        "$dealcycle" run "$scenarios/quickstart.csv" --replications 64 --plots svg --out run --quiet &&
        "$dealcycle" compare "$scenarios/quickstart.csv" "$scenarios/telecom.csv" --replications 64 \
            --plots svg --out compare --quiet &&
        "$dealcycle" calibrate "$root/tests/data/sample_export.csv" --plots svg --out calibration \
            --scenario calibrated.csv &&
        mv calibration/calibration.html calibration/report.html
) 2>"$made/said" >/dev/null
made_status=0
make_pages || made_status=$?

page() {
    [ "$made_status" -eq 0 ] || { cat "$made/said"; exit 1; }
    cp "$made/$1/report.html" "$1.html"
}

no_warning() {
    [ "$made_status" -eq 0 ] || { cat "$made/said"; exit 1; }
    ! grep 'could not be drawn' "$made/said" || exit 1
    for folder in hostile short run compare; do
        for stem in fan distribution exceedance difference cost cash funnel people response attainment; do
            [ -s "$made/$folder/plots/$stem.svg" ] || [ "$stem" = attainment ] || fail "no $stem of $folder"
        done
    done
}
it 'every picture can be drawn' no_warning

valid() {
    page "$1"
    iconv -f UTF-8 -t UTF-8 "$1.html" >/dev/null
    awk -f "$root/tests/support/html.awk" "$1.html"
}
for folder in hostile run compare calibration; do
    it "the page of $folder is HTML as it should be" valid $folder
done

# The check must be able to fail: one page for each rule broken.
faults_found() {
    page run
    while read -r rule; do
        sed "$rule" run.html >broken.html
        ! cmp -s run.html broken.html || fail "changes nothing: $rule"
        ! awk -f "$root/tests/support/html.awk" broken.html >faults || fail "not found: $rule"
    done <<'END'
s,</h2>,</h3>,
s,id="teams",id="inputs",
s, scope="col",,
s,<td class="n">,<td class=n>,
s,href="#teams",href="https://away.example.org/",
s,<caption>[^<]*</caption>,,
s, and , \& ,
s,<desc id.*</desc>,,
s,<html lang="en">,<html>,
s,<figure>,<figure onclick="x()">,
s,aria-labelledby="fan-title,aria-labelledby="fan-tilte,
END
}
it 'the check finds what is wrong' faults_found

watched() {
    cat >away.html <<'END'
<!DOCTYPE html><title>x</title><img alt="" src="http://away.example.org/x.png"><script>console.error('said')</script>
END
    browse away.html
    expect_in console said
    expect_in asked 'http://away.example.org/x.png'
}
look_at chromium 'the watch on a page sees a message and a request' watched

opens() {
    page "$1"
    browse "$1.html" --window-size=1280,2400 --screenshot="$pictures/$1-1280.png" \
        --print-to-pdf="$pictures/$1.pdf" --no-pdf-header-footer
    expect_empty console
    expect_empty asked
    [ -s "$pictures/$1-1280.png" ] || fail 'no screenshot'
    grep -q '<button type="button">' dom || fail 'no table can be sorted'
    grep -aq 'MediaBox \[0 0 59[45][.0-9]* 84[12]' "$pictures/$1.pdf" || fail 'the print is not A4'
}

# A frame as wide as a phone, and what the page in it says of its widths.
narrow() {
    page "$1"
    probe='parent.postMessage([innerWidth,document.documentElement.scrollWidth].join(),"*")'
    sed "s|</body>|<script>$probe</script></body>|" "$1.html" >probed.html
    cat >frame.html <<'END'
<!DOCTYPE html><title>x</title><style>body{margin:0}iframe{width:400px;height:6000px;border:0}</style>
<script>addEventListener('message',e=>document.body.dataset.widths=e.data)</script>
<body><iframe src="probed.html"></iframe></body>
END
    browse frame.html --window-size=400,6000 --screenshot="$pictures/$1-400.png"
    expect_empty console
    widths=$(sed -n 's/.*data-widths="\([0-9,]*\)".*/\1/p' dom)
    [ "$widths" = 400,400 ] || fail "the window and the page in it are $widths wide"
}

# A click on a header sorts by the numbers behind the words, a second one the other way round.
sorts() {
    page run
    cat >click.js <<'END'
const t = document.querySelector('#differences table'), head = t.tHead.rows[0].cells[2];
const seen = () => [...t.tBodies[0].rows].map(r => Number(r.cells[2].dataset.v)).join(' ');
head.querySelector('button').click();
document.body.dataset.up = seen() + ' ' + head.getAttribute('aria-sort');
head.querySelector('button').click();
document.body.dataset.down = seen() + ' ' + head.getAttribute('aria-sort');
END
    { sed '/<\/body>/,$d' run.html; echo '<script>'; cat click.js; echo '</script></body></html>'; } >clicked.html
    browse clicked.html
    expect_empty console
    awk -F, '$3 == "contribution" { print $6 }' "$made/run/best.csv" >regrets
    sort -g regrets | tr '\n' ' ' >up
    sort -gr regrets | tr '\n' ' ' >down
    [ "$(wc -l <regrets)" -eq 3 ] || fail "$(wc -l <regrets) regrets"
    expect_in dom "data-up=\"$(cat up)ascending\""
    expect_in dom "data-down=\"$(cat down)descending\""
}
look_at chromium 'a click on a header sorts its table' sorts

dark() {
    page run
    probe='document.body.dataset.paper=getComputedStyle(document.body).backgroundColor'
    sed "s|</body>|<script>$probe</script></body>|" run.html >probed.html
    browse probed.html --blink-settings=preferredColorScheme=0 --window-size=800,1600 \
        --screenshot="$pictures/run-dark.png"
    expect_in dom 'data-paper="rgb(22, 25, 29)"'
}
for folder in hostile run compare calibration; do
    look_at chromium "the page of $folder opens in silence and prints on A4" opens $folder
    [ $folder = hostile ] || look_at chromium "the page of $folder fits a phone" narrow $folder
done
look_at chromium 'a page has a dark form' dark
session_end
