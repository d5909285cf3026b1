# SPDX-License-Identifier: GPL-3.0-or-later
# readme.sh PROGRAM - prints README.md with what its examples print today.
#
# A ```csv block is a file; its first line names it. In a ```console block every line that
# begins with `$ ` is carried out, in a folder that all examples share, and what it prints
# takes the place of the lines below it. `readme.sh PROGRAM --plot FILE` also writes the
# picture of the quickstart.
set -eu
program=$1
case $program in
/*) ;;
*) program=$PWD/$program ;;
esac
dir=$(mktemp -d "${TMPDIR:-/tmp}/dealcycle-readme.XXXXXX")
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/bin"
ln -s "$program" "$dir/bin/dealcycle"
mkdir "$dir/tests"
ln -s "$PWD/tests/data" "$dir/tests/data"
readme=$PWD/README.md
plot=
if [ "${2:-}" = --plot ]; then
    plot=$PWD/$3
fi
PATH=$dir/bin:$PATH
export PATH LC_ALL=C.UTF-8
cd "$dir"

carry_out() {
    printf '%s\n' "$1"
    command=${1#\$ }
    sh -c "$command" 2>&1 </dev/null || true
}

kind=text
while IFS= read -r line; do
    case $kind:$line in
    text:'```csv') kind=csv file= ;;
    text:'```console') kind=console ;;
    csv:'```' | console:'```') kind=text ;;
    csv:*)
        if [ -z "$file" ]; then
            file=${line#\# }
            : >"$file"
        fi
        printf '%s\n' "$line" >>"$file"
        ;;
    console:'$ '*)
        carry_out "$line"
        continue
        ;;
    console:*) continue ;;
    esac
    printf '%s\n' "$line"
done <"$readme"
if [ -n "$plot" ]; then
    cp results/quickstart/plots/fan.svg "$plot"
fi
