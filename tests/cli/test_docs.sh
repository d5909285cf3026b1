# SPDX-License-Identifier: GPL-3.0-or-later
# test_docs.sh - manual pages, help and tables agree; what is installed can be used.
. tests/support/session.sh

commands=$("$dealcycle" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  .*/\1/p')

# page TOPIC: the page as text, hyphenation and formatting off.
page() {
    "$dealcycle" help "$1" >"$1.scd"
    sed 's/\\\(.\)/\1/g; s/\*//g' "$1.scd" >"$1.txt"
}

pages_can_be_set() {
    command -v scdoc >/dev/null || { echo 'scdoc is missing'; exit 1; }
    for topic in manual format; do
        page $topic
        scdoc <$topic.scd >$topic.man 2>err || fail "help $topic is not scdoc text"
        expect_empty err
    done
}
it 'both manual pages can be set' pages_can_be_set

manual_knows_all() {
    page manual
    for command in $commands; do
        grep -q "^## $command" manual.scd || fail "no $command"
        "$dealcycle" help $command | grep -oE -e '--[a-z-]+' | sort -u >options
        for option in $(cat options); do
            expect_in manual.txt "$option"
        done
    done
}
it 'the manual has every command and option' manual_knows_all

format_knows_all() {
    page format
    for topic in parameters distributions messages; do
        "$dealcycle" help $topic --format csv | tail -n +2 | cut -d, -f1 | tr -d '"' | sort -u >names
        [ "$(wc -l <names)" -gt 10 ] || fail "$topic has $(wc -l <names) rows"
        while read -r name; do
            grep -qF -e "$name" format.txt || fail "the page lacks $name"
        done <names
    done
}
it 'the format page has every parameter, distribution and message' format_knows_all

# The same rows, word for word, whichever way they are asked for: path, meaning, unit and default.
rows_agree() {
    page format
    "$dealcycle" help parameters >text
    "$dealcycle" help parameters --format json >json
    "$dealcycle" help parameters --format csv >csv
    awk '
        # As the text form has them: three lines a row.
        FILENAME == "text" && /^[a-z]/ { path = $0; n_text++; next }
        FILENAME == "text" && /^    / {
            # Text is broken at the width of a terminal; the facts stand alone.
            sub(/^ +/, "")
            text[path] = text[path] (text[path] == "" || / · default: / || /^[^ ]* · / ? "|" : " ") $0
            next
        }
        FILENAME == "format.txt" && /^# / { within = $2 == "PARAMETERS" }
        FILENAME == "format.txt" && within && /^[a-z]+\./ { path = $0; n_page++ }
        FILENAME == "format.txt" && within && /^\t/ {
            sub(/^\t/, "")
            page[path] = page[path] "|" $0
        }
        FILENAME == "csv" && FNR > 1 {
            n_csv++
            path = substr($0, 1, index($0, ",") - 1)
            if (!(path in text) || !(path in page)) {
                print "not everywhere: " path
                bad = 1
            }
        }
        END {
            for (path in text) {
                if (text[path] != page[path]) {
                    print path ": " text[path] "\n" path ": " page[path]
                    bad = 1
                }
            }
            if (n_text != n_page || n_text != n_csv || n_text < 90) {
                print n_text " rows as text, " n_page " on the page, " n_csv " as CSV"
                bad = 1
            }
            exit bad
        }' text format.txt csv || fail 'the forms of the table differ'
    [ "$(grep -o '"path"' json | wc -l)" -eq "$(($(wc -l <csv) - 1))" ] || fail 'the JSON form has other rows'
}
it 'the parameters are the same as text, page, CSV and JSON' rows_agree

# What `help COMMAND` says of an option is what the manual says of it.
options_agree() {
    page manual
    for command in $commands; do
        awk -v of="## $command" '/^##? / { within = index($0, of " ") == 1 } within' manual.txt >part
        ! grep -q 'options of every simulating command' part ||
            awk '/^# / { within = /SIMULATING/ } within' manual.txt >>part
        "$dealcycle" help $command | grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+' | grep -oE -e '--[a-z-]+' | sort -u >shown
        grep -oE '^(-[a-zA-Z], )?--[a-z-]+' part | grep -oE -e '--[a-z-]+' | sort -u >written
        grep -vx -e --help shown >wanted || true
        grep -vx -e --help written >there || true
        diff wanted there || fail "the options of $command differ"
    done
}
it 'help and manual have the same options of each command' options_agree

every_parameter_is_known() {
    "$dealcycle" help parameters --format csv | tail -n +2 | cut -d, -f1 | tr -d '"' |
        sed 's/(cascade) //; s/\<[A-Z]\>/x/g; s/\<NAME\>/x/g' >paths
    while read -r path; do
        run check "$root/tests/cli/tiny.csv" --set "$path=?"
        expect_not_in err 'no parameter has this path'
    done <paths
}
it 'every path of the table can be set' every_parameter_is_known

# What bash offers behind these words, the last of which is not yet whole.
offered() {
    "$dealcycle" help bash-completion >dealcycle.bash
    cat >ask.bash <<'END'
dealcycle() { "$PROGRAM" "$@"; }
source ./dealcycle.bash
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
spec=$(complete -p dealcycle)
spec=${spec##*-F }
"${spec%% *}" dealcycle "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
END
    PROGRAM=$dealcycle bash ask.bash "$@"
}

bash_completes() {
    for command in $commands; do
        offered dealcycle "" | sed 's/ *$//' | grep -qx "$command" || fail "does not offer $command"
    done
    offered dealcycle cal | sed 's/ *$//' >out
    [ "$(cat out)" = calibrate ] || fail 'cal is calibrate'
    offered dealcycle stress x.csv --wi | sed 's/ *$//' >out
    [ "$(cat out)" = --with ] || fail '--wi is --with'
    offered dealcycle init en | sed 's/ *$//' >out
    expect_in out enterprise_software
    : >mine.csv
    offered dealcycle run mi | sed 's/ *$//' >out
    [ "$(cat out)" = mine.csv ] || fail 'mi is mine.csv'
}
it 'bash completes commands, options, starters and files' bash_completes

zsh_reads() {
    "$dealcycle" help zsh-completion >_dealcycle
    head -n 1 _dealcycle | grep -qx '#compdef dealcycle' || fail 'no #compdef'
    for command in $commands; do
        expect_in _dealcycle "$command"
    done
    ! command -v zsh >/dev/null || zsh -n _dealcycle || fail 'zsh does not understand it'
}
it 'the completion of zsh has every command' zsh_reads

# says_the_same PROGRAM: it runs, and its mean contribution is the command's.
says_the_same() {
    LD_LIBRARY_PATH=$PWD/tree/usr/lib "./$1" tiny.csv >out 2>err || fail "$1 does not run"
    sed -n 's/^inside //p' out >by_library
    awk '{ getline other <"by_library"; if ($1 != other) { print $1, other; exit 1 } }' by_command ||
        fail "$1 says $(cat by_library), the command $(cat by_command)"
}

installed() {
    command -v pkg-config >/dev/null || { echo 'pkg-config is missing'; exit 1; }
    flavour=$(basename "$(dirname "$dealcycle")")
    make -s -C "$root" --no-print-directory FLAVOUR="$flavour" DESTDIR="$PWD/tree" PREFIX=/usr install >made 2>&1 ||
        { cat made; exit 1; }
    for file in bin/dealcycle lib/libdealcycle.a lib/libdealcycle.so lib/pkgconfig/dealcycle.pc \
        include/dealcycle.h include/dealcycle/scenario.h share/man/man1/dealcycle.1 \
        share/man/man5/dealcycle-scenario.5 share/bash-completion/completions/dealcycle \
        share/zsh/site-functions/_dealcycle; do
        [ -s "tree/usr/$file" ] || fail "no $file"
    done
    export PKG_CONFIG_PATH=$PWD/tree/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$PWD/tree
    cp "$root/tests/cli/tiny.csv" .
    run run tiny.csv --no-plots --out r
    grep '^tiny,inside,all,all,contribution,' r/summary.csv | cut -d, -f8 >by_command
    # shellcheck disable=SC2046
    ${CC:-gcc} -o example "$root/tests/cli/example.c" $(pkg-config --cflags --libs dealcycle) || fail 'does not compile'
    ldd example >needed && expect_in needed 'libdealcycle.so.0 => not found'
    says_the_same example
    # Without the shared one, what pkg-config says of a static build has to do.
    rm tree/usr/lib/*.so*
    # shellcheck disable=SC2046
    ${CC:-gcc} -o static "$root/tests/cli/example.c" $(pkg-config --static --cflags --libs dealcycle) ||
        fail 'does not compile from libdealcycle.a'
    says_the_same static
    make -s -C "$root" --no-print-directory FLAVOUR="$flavour" DESTDIR="$PWD/tree" PREFIX=/usr uninstall
    [ -z "$(find tree -type f)" ] || fail "left: $(find tree -type f)"
}
case $dealcycle in
*/release/*) it 'what is installed is enough to build and run a program' installed ;;
esac
session_end
