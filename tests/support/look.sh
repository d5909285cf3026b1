# SPDX-License-Identifier: GPL-3.0-or-later
# look.sh - pages in a browser and workbooks in a spreadsheet, both without a screen. Sourced
# after session.sh by the tests that look at what people see.
#
# A case that needs a program which is not installed is skipped; with LOOK=must it fails.
# Screenshots and prints stay in the build's look/ folder for somebody to look at.
pictures=$(dirname "$dealcycle")/look
mkdir -p "$pictures"

# look_at PROGRAM NAME FUNCTION [ARGUMENT...]: `it`, if there is the program.
look_at() {
    program=$1
    shift
    if command -v "$program" >/dev/null 2>&1; then
        it "$@"
    elif [ "${LOOK:-}" = must ]; then
        it "$1" missing "$program"
    else
        skip "$1" "$program is not installed"
    fi
}

missing() {
    echo "$1 is not installed: make test-look installs it"
    return 1
}

# browse PAGE [OPTION...]: opens a file; the page as it stands then goes to dom, what the
# console said to console, the addresses asked for to asked. No name leads out of the machine, and
# the pages are ours: no sandbox, which a container or root may not have.
browse() {
    page=$1
    shift
    HOME=$PWD timeout 120 chromium --headless --no-sandbox --disable-dev-shm-usage --disable-gpu --user-data-dir="$PWD/profile" --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync --disable-extensions \
        --disable-default-apps --hide-scrollbars --force-device-scale-factor=1 \
        --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr --log-net-log="$PWD/net" \
        "$@" --dump-dom "file://$PWD/$page" >dom 2>said || { tail -n 5 said; fail "the browser does not open $page"; }
    grep 'CONSOLE' said >console || true
    # The browser asks for things of its own; what a page asks for says that it is a file's.
    grep 'file://' net | grep -o '"url":"[a-z]*:[^"]*"' | sed 's/"url":"//; s/"$//' |
        grep -vE '^(file|data):' | sort -u >asked || true
}

# recalculate FILE.xlsx: every sheet as sheets/FILE-SHEET.csv, each formula worked out again
# whatever value is kept beside it.
recalculate() {
    mkdir -p office/user
    cat >office/user/registrymodifications.xcu <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
END
    convert_sheets "$1" 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
}

# convert_sheets FILE FILTER: through the spreadsheet, into sheets/.
convert_sheets() {
    HOME=$PWD timeout 120 soffice --headless --norestore "-env:UserInstallation=file://$PWD/office" \
        --convert-to "$2" --outdir sheets "$1" >said 2>&1 || { cat said; fail "the spreadsheet does not open $1"; }
}
