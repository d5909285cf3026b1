# SPDX-License-Identifier: GPL-3.0-or-later
# docs.sh - the documents against the program: both manual pages can be set, what README.md
# shows of commands, options and files is there, and its examples print what it says.
set -u
dealcycle=${B:-build/release}/dealcycle
bad=0

wrong() {
    echo "$*"
    bad=1
}

for page in manual format; do
    "$dealcycle" help "$page" >"${B:-build/release}/$page.scd" || wrong "help $page fails"
    scdoc <"${B:-build/release}/$page.scd" >/dev/null || wrong "help $page is not scdoc text"
done

if [ -f README.md ]; then
    sh tests/support/readme.sh "$dealcycle" >"${B:-build/release}/README.md"
    diff README.md "${B:-build/release}/README.md" || wrong 'README.md: the examples print something else today (make readme)'
    "$dealcycle" help manual >"${B:-build/release}/manual.scd"
    for option in $(grep -oE '(^|[^-A-Za-z])--[a-z]+(-[a-z]+)*' README.md | grep -oE -e '--[a-z-]+' | sort -u); do
        sed 's/\\//g' "${B:-build/release}/manual.scd" | grep -qF -e "$option" || wrong "README.md: no option $option"
    done
    for file in $(grep -oE '(^|[^A-Za-z0-9_/.-])(scenarios|plots|tests|sim|include)/[A-Za-z0-9_/.-]*[A-Za-z0-9]' README.md |
        sed 's/^[^a-z]*//' | sort -u); do
        [ -e "$file" ] || wrong "README.md: no file $file"
    done
    for target in $(grep -oE '`make [a-z-]+' README.md | sed 's/.* //' | sort -u); do
        grep -qE "^$target:" Makefile || wrong "README.md: no make $target"
    done
fi
exit $bad
