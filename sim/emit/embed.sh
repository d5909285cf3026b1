# SPDX-License-Identifier: GPL-3.0-or-later
# embed.sh FILE... - prints a C file that holds these files byte for byte.
set -eu
export LC_ALL=C

printf '/* Made by sim/emit/embed.sh. */\n#include "emit/asset.h"\n'
i=0
for file in "$@"; do
    printf '\nstatic const char text_%d[] = {\n' "$i"
    od -An -v -td1 "$file" | awk '{ gsub(/^ +/, ""); gsub(/ +/, ","); print $0 "," }'
    printf '0};\n'
    i=$((i + 1))
done

printf '\nconst struct dc_asset dc_assets[] = {\n'
i=0
for file in "$@"; do
    printf '    {"%s", text_%d, sizeof(text_%d) - 1},\n' "$file" "$i" "$i"
    i=$((i + 1))
done
printf '    {NULL, NULL, 0},\n};\nconst size_t dc_n_assets = %d;\n' "$i"
