# SPDX-License-Identifier: GPL-3.0-or-later
# mutable.sh OBJECT... - names every variable with static storage that can be written.
#
# One is allowed: the flag that a signal sets, in cli/.
objdump -t "$@" | LC_ALL=C awk '
    /:     file format / { file = $1; sub(/:$/, "", file); next }
    $4 ~ /^\.(data|bss|tbss|tdata)$/ || $3 ~ /^\.(data|bss|tbss|tdata)$/ || /\*COM\*/ {
        name = $NF
        if (name ~ /^\./) { # a section itself
            next
        }
        if (file ~ /sim\/cli\// && name ~ /^stopped(\.[0-9]+)?$/) {
            next
        }
        print file ": " name " is a mutable variable with static storage"
        bad = 1
    }
    END { exit bad }
'
