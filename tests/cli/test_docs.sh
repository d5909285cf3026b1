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

every_parameter_is_known() {
    "$dealcycle" help parameters --format csv | tail -n +2 | cut -d, -f1 | tr -d '"' |
        sed 's/(cascade) //; s/\<[A-Z]\>/x/g; s/\<NAME\>/x/g' >paths
    while read -r path; do
        run check "$root/tests/cli/tiny.csv" --set "$path=?"
        expect_not_in err 'no parameter has this path'
    done <paths
}
it 'every path of the table can be set' every_parameter_is_known

installed() {
    command -v pkg-config >/dev/null || { echo 'pkg-config is missing'; exit 1; }
    flavour=$(basename "$(dirname "$dealcycle")")
    make -s -C "$root" --no-print-directory FLAVOUR="$flavour" DESTDIR="$PWD/tree" PREFIX=/usr install >made 2>&1 ||
        { cat made; exit 1; }
    for file in bin/dealcycle lib/libdealcycle.a lib/libdealcycle.so lib/pkgconfig/dealcycle.pc \
        include/dealcycle.h include/dealcycle/scenario.h share/man/man1/dealcycle.1 \
        share/man/man5/dealcycle-scenario.5 share/bash-completion/completions/dealcycle; do
        [ -e "tree/usr/$file" ] || fail "no $file"
    done
    export PKG_CONFIG_PATH=$PWD/tree/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$PWD/tree
    cp "$root/tests/cli/tiny.csv" .
    # shellcheck disable=SC2046
    ${CC:-gcc} -o example "$root/tests/cli/example.c" $(pkg-config --cflags --libs dealcycle) || fail 'does not compile'
    LD_LIBRARY_PATH=$PWD/tree/usr/lib ./example tiny.csv >out 2>err || fail 'does not run'
    run run tiny.csv --no-plots --out r
    grep '^tiny,inside,all,all,contribution,' r/summary.csv | cut -d, -f8 >by_command
    ./example tiny.csv 2>/dev/null >/dev/null || true
    LD_LIBRARY_PATH=$PWD/tree/usr/lib ./example tiny.csv | sed -n 's/^inside //p' >by_library
    awk '{ getline other <"by_library"; if ($1 != other) { print $1, other; exit 1 } }' by_command ||
        fail "the example says $(cat by_library), the command $(cat by_command)"
    make -s -C "$root" --no-print-directory FLAVOUR="$flavour" DESTDIR="$PWD/tree" PREFIX=/usr uninstall
    [ -z "$(find tree -type f)" ] || fail "left: $(find tree -type f)"
}
case $dealcycle in
*/release/*) it 'what is installed is enough to build and run a program' installed ;;
esac
session_end
