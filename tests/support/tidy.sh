# SPDX-License-Identifier: GPL-3.0-or-later
# tidy.sh FLAGS... -- SOURCE... - clang-tidy on some sources; says nothing if all is well.
flags=
while [ "$1" != -- ]; do
    flags="$flags $1"
    shift
done
shift
# shellcheck disable=SC2086
said=$(clang-tidy --quiet --warnings-as-errors='*' "$@" -- $flags 2>/dev/null)
status=$?
printf '%s' "$said"
exit $status
