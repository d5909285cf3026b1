# SPDX-License-Identifier: GPL-3.0-or-later
# seeds.sh FUZZER FOLDER - fills FOLDER with what the fuzzer starts from.
set -eu
name=$1
folder=$2
rm -rf "$folder"
mkdir -p "$folder"

case $name in
fuzz_reader | fuzz_scenario)
    for file in scenarios/*.csv scenarios/*/*.csv tests/bad/*.csv tests/cli/*.csv tests/bench/*.csv \
        tests/fuzz/whole.csv tests/fuzz/found/reader-* tests/fuzz/found/scenario-*; do
        [ ! -f "$file" ] || cp "$file" "$folder/$(echo "$file" | tr / _)"
    done
    ;;
fuzz_overlay)
    for file in scenarios/stress/*.csv tests/bad/*stress*.csv tests/cli/stresses.csv; do
        { printf s && cat "$file"; } >"$folder/$(echo "$file" | tr / _)"
    done
    for file in scenarios/sweep/*.csv tests/bad/*sweep*.csv tests/bad/*case*.csv; do
        { printf w && cat "$file"; } >"$folder/$(echo "$file" | tr / _)"
    done
    i=0
    while IFS= read -r line; do
        i=$((i + 1))
        printf %s "$line" >"$folder/$i"
    done <tests/fuzz/overlays.txt
    for file in tests/fuzz/found/overlay-*; do
        [ ! -f "$file" ] || cp "$file" "$folder"
    done
    ;;
fuzz_value)
    # Each value of the shipped scenarios and of the list here, for several parameters.
    i=0
    { cat tests/fuzz/values.txt && sed -n 's/^[a-z_.0-9]*,"\([^"]*\)".*/\1/p' scenarios/*.csv; } | sort -u |
        while IFS= read -r value; do
            i=$((i + 1))
            for parameter in 20 40 60 80; do
                printf "\\$(printf %03o $(((parameter + i) % 128)))\\000%s" "$value" >"$folder/$i-$parameter"
            done
        done
    for file in tests/fuzz/found/value-*; do
        [ ! -f "$file" ] || cp "$file" "$folder"
    done
    ;;
esac
