# SPDX-License-Identifier: GPL-3.0-or-later
# install.sh PACKAGE... - installs those Debian packages that are missing, without a
# question; says which, once; does nothing and says nothing if none is.
set -eu
log=build/install.log

if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
    echo "This is not Debian: what these packages hold is taken to be there: $*"
    exit 0
fi

is_there() {
    case $1 in # another flavour of the program does as well
    gnuplot-nox) command -v gnuplot >/dev/null 2>&1 && return 0 ;;
    esac
    [ "$(dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | head -n 1)" = installed ]
}

missing=
for package in "$@"; do
    is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Missing packages:$missing" >&2
        echo "There is no sudo; as root, run: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
    as_root=sudo
fi

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a LC_ALL=C \
        apt-get -y -q -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" </dev/null >>$log 2>&1
}

mkdir -p build
: >$log
echo "Installing$missing"
# The package lists are fetched only if the ones at hand do not do.
# shellcheck disable=SC2086
if ! apt install --no-install-recommends $missing; then
    if ! { apt update && apt install --no-install-recommends $missing; }; then
        tail -n 20 $log >&2
        echo "The packages could not be installed; all of the log is in $log" >&2
        exit 1
    fi
fi
