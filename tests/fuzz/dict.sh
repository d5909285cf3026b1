# SPDX-License-Identifier: GPL-3.0-or-later
# dict.sh PROGRAM - prints a libFuzzer dictionary from the program's own tables.
set -eu
{
    "$1" help parameters --format csv | cut -d, -f1 | tr -d '"()[]' | tr '. ' '\n\n'
    "$1" help parameters --format csv | cut -d, -f1 | tr -d '"()[]'
    "$1" help distributions --format csv | tr ',"= |' '\n\n\n\n\n'
    printf '%s\n' 'min=' 'max=' 'mean=' 'sd=' 'p10=' 'p50=' 'p90=' 'median=' 'shape=' 'scale=' '$a' '*$b' \
        'kUSD' 'per month' ' per year' '%' 'k' 'M' '@6!' 'none' 'endless' '# ' 'parameter,value' ',unit,source'
} | LC_ALL=C grep -E '^[ -~]{1,40}$' | sort -u | sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&"/'
