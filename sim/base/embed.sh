# SPDX-License-Identifier: GPL-3.0-or-later
# embed.sh FILE... - files as rows of C: { "path", bytes with a NUL behind them, how many }.
set -eu
export LC_ALL=C
for file in "$@"; do
    printf '{ "%s", (const char[]){\n' "$file"
    od -An -v -td1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    printf '0 }, %d },\n' "$(wc -c <"$file")"
done
