# SPDX-License-Identifier: GPL-3.0-or-later
# cli/embed.sh FILE... - files as rows of C: { "path", bytes with a NUL behind, how many }.
set -eu
for file in "$@"; do
    printf '{ "%s", (const unsigned char[]){\n' "$file"
    od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    printf '0 }, %d },\n' "$(wc -c <"$file")"
done
