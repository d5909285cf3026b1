# SPDX-License-Identifier: GPL-3.0-or-later
# headers.sh COMPILER FLAGS... - every header compiles alone; those of include/ in C++ too,
# where there is a C++ compiler.
bad=0
for header in include/*.h include/*/*.h sim/*/*.h; do
    "$@" -std=c11 -fsyntax-only -Wall -Wextra -Wno-unused-function -x c "$header" 2>&1 |
        grep -v 'pragma once in main file' && bad=1
done
cxx=$(command -v clang++ || command -v g++)
if [ -n "$cxx" ]; then
    for header in include/*.h include/*/*.h; do
        echo "#include \"$header\"" | "$cxx" -I. -Iinclude -fsyntax-only -Wall -Wextra -x c++ - || bad=1
    done
fi
exit $bad
