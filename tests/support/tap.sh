# SPDX-License-Identifier: GPL-3.0-or-later
# tap.sh OUT COMMAND... - runs one test; OUT holds what it printed, its time and status.
out=$1
shift
mkdir -p "$(dirname "$out")"
from=$(date +%s.%N)
CMOCKA_MESSAGE_OUTPUT=TAP timeout -k 10 "${TEST_TIMEOUT:-600}" "$@" >"$out.new" 2>&1 </dev/null
status=$?
printf '\n# status %d seconds %s\n' "$status" \
    "$(echo "$from $(date +%s.%N)" | awk '{ printf "%.1f", $2 - $1 }')" >>"$out.new"
mv "$out.new" "$out"
