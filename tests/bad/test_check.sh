# SPDX-License-Identifier: GPL-3.0-or-later
# test_check.sh - `dealcycle check` on every bad file: the place and path that the file
# expects, status 2 for an error, 0 for a warning alone, and nothing written.
. tests/support/session.sh

# Prints the `# ` lines at the head of the file, or of NAME.expect.
head_of() {
    if [ -f "${1%.csv}.expect" ]; then
        cat "${1%.csv}.expect"
    else
        sed -n '/^# /!q; p' "$1"
    fi | tr -d '\r'
}

severity_of() {
    "$dealcycle" help messages --format csv | awk -F, -v slug="$1" '$1 == slug { print $2 }'
}

tells() {
    file=$1
    cp -R "$root/tests/bad" bad
    head_of "$file" >head
    set --
    while read -r _ keyword what value; do
        [ "$keyword $what" != 'with set' ] || set -- "$@" --set "$value"
    done <head
    run check "$@" "bad/$(basename "$file")"
    cp err said
    while read -r _ keyword place slug path; do
        [ "$keyword" = expect ] || continue
        case $place in
        0:0) place=bad/$(basename "$file"): ;;
        --set*) place=$place: ;;
        [0-9]*) place=bad/$(basename "$file"):$place: ;;
        *) place=bad/$place: ;;
        esac
        [ "$path" = - ] && path= || path=" $path:"
        expect_in said "$place$path"
        if [ "$(severity_of "$slug")" = error ]; then
            [ "$status" -eq 2 ] || [ "$slug" = io ] || fail "status $status, expected 2"
        fi
    done <head
    [ "$status" -ne 0 ] || { run check --strict "$@" "bad/$(basename "$file")" && expect_status 2; }
    rm -rf bad
    [ "$(ls)" = "$(printf 'err\nhead\nout\nsaid')" ] || fail "wrote something: $(ls)"
}

for file in tests/bad/*.csv; do
    head_of "$file" | grep -q '^# with [^s]\|^# with s[tw]' || it "$(basename "$file")" tells "$root/$file"
done
session_end
