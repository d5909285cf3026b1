# SPDX-License-Identifier: GPL-3.0-or-later
# test_build.sh - the scripts that install packages, count test cases and embed files.
. tests/support/session.sh

# A machine of our own: programs in fake/, called ones noted in calls, packages in packages.
machine() {
    mkdir fake
    printf '%s\n' "$@" >packages
    : >calls
    cat >fake/dpkg-query <<'END'
for name in "$@"; do :; done
grep -qx "$name" packages && echo installed || exit 1
END
    cat >fake/apt-get <<'END'
while [ "$1" = -y ] || [ "$1" = -q ] || [ "$1" = -o ]; do
    [ "$1" != -o ] || shift
    shift
done
echo "apt-get $* $DEBIAN_FRONTEND" >>calls
[ "$1" != install ] || [ ! -f no_lists ] || exit 100
[ "$1" != update ] || rm -f no_lists
END
    printf 'echo 0\n' >fake/id
    printf 'echo "sudo" >>calls; exec "$@"\n' >fake/sudo
    for tool in sh env mkdir tail head grep rm cat echo; do
        [ -e "fake/$tool" ] || ln -s "$(command -v $tool)" "fake/$tool"
    done
    for tool in dpkg-query apt-get id sudo; do
        sed -i '1i #!/bin/sh' fake/$tool
        chmod +x fake/$tool
    done
}

install_packages() {
    status=0
    PATH=$(pwd)/fake sh "$root/tests/support/install.sh" "$@" >out 2>err || status=$?
}

nothing_missing() {
    machine gcc libgsl-dev
    install_packages gcc libgsl-dev
    expect_status 0
    expect_empty out
    expect_empty err
    expect_empty calls
}
only_missing() {
    machine gcc
    install_packages gcc libgsl-dev libcsv-dev
    expect_status 0
    [ "$(cat out)" = 'Installing libgsl-dev libcsv-dev' ] || fail
    [ "$(cat calls)" = 'apt-get install --no-install-recommends libgsl-dev libcsv-dev noninteractive' ] || fail "$(cat calls)"
}
lists_fetched() {
    machine gcc
    : >no_lists
    install_packages gcc libcsv-dev
    expect_status 0
    [ "$(cut -d' ' -f2 calls | tr '\n' ' ')" = 'install update install ' ] || fail "$(cat calls)"
}
not_installable() {
    machine gcc
    : >no_lists
    rm fake/rm
    printf '#!/bin/sh\nexit 0\n' >fake/rm
    chmod +x fake/rm
    install_packages libcsv-dev
    expect_status 1
    expect_in err 'could not be installed'
}
by_sudo() {
    machine gcc
    printf '#!/bin/sh\necho 1000\n' >fake/id
    install_packages libcsv-dev
    expect_status 0
    expect_in calls sudo
}
without_sudo() {
    machine gcc
    printf '#!/bin/sh\necho 1000\n' >fake/id
    rm fake/sudo
    install_packages gcc libcsv-dev
    expect_status 1
    expect_in err 'apt-get install --no-install-recommends libcsv-dev'
    expect_empty calls
}
other_gnuplot() {
    machine gcc
    printf '#!/bin/sh\n' >fake/gnuplot
    chmod +x fake/gnuplot
    install_packages gcc gnuplot-nox
    expect_empty out
    expect_empty calls
}
no_debian() {
    machine gcc
    rm fake/apt-get
    install_packages gcc libcsv-dev
    expect_status 0
    expect_in out 'not Debian'
}
it 'nothing is said or done if no package is missing' nothing_missing
it 'only the missing packages are installed, without a question' only_missing
it 'the package lists are fetched only if they do not do' lists_fetched
it 'a package that cannot be had is told' not_installable
it 'sudo is used if we are not root' by_sudo
it 'without sudo the command for root is told' without_sudo
it 'any gnuplot does' other_gnuplot
it 'a system without apt is left alone' no_debian

tap() {
    mkdir -p "b/tests/${1%/*}"
    printf "$2" >"b/tests/$1.tap"
}
count() {
    status=0
    sh "$root/tests/support/count.sh" b "$@" >out 2>err || status=$?
}
last_line() {
    [ "$(tail -n 1 out)" = "$1" ] || fail "ends with $(tail -n 1 out)"
}
all_pass() {
    tap unit/test_a '1..2\nok 1 - x\nok 2 - y\n# status 0 seconds 1.0\n'
    tap cli/test_b 'ok - z\n1..1\n# status 0 seconds 0.5\n'
    count b/tests/unit/test_a.tap b/tests/cli/test_b.tap
    expect_status 0
    last_line '3 passed, 0 failed'
}
a_failure() {
    tap unit/test_a '1..2\nok 1 - x\nnot ok 2 - y\n# seven is not eight\n# status 1 seconds 1.0\n'
    count b/tests/unit/test_a.tap
    expect_status 1
    expect_in out 'seven is not eight'
    last_line '1 passed, 1 failed'
}
a_skip() {
    tap unit/test_a '1..2\nok 1 - x\nnot ok 2 # SKIP y\n# status 0 seconds 1.0\n'
    count b/tests/unit/test_a.tap
    expect_status 0
    last_line '1 passed, 0 failed, 1 skipped'
}
a_crash() {
    tap unit/test_a '1..3\nok 1 - x\n# status 139 seconds 1.0\n'
    count b/tests/unit/test_a.tap
    expect_status 1
    expect_in out 'ended with status 139'
    last_line '1 passed, 1 failed'
}
a_silence() {
    tap unit/test_a '# status 0 seconds 1.0\n'
    tap unit/test_b '1..3\nok 1 - x\n# status 0 seconds 1.0\n'
    count b/tests/unit/test_a.tap b/tests/unit/test_b.tap
    expect_in out 'ran no test case'
    expect_in out 'planned 3 cases and ran 1'
    last_line '1 passed, 2 failed'
}
not_built() {
    count b/tests/unit/test_a.tap
    expect_status 1
    last_line '0 passed, 1 failed'
}
a_hang() {
    TEST_TIMEOUT=1 sh "$root/tests/support/tap.sh" b/tests/unit/test_a.tap sleep 30
    count b/tests/unit/test_a.tap
    expect_in out 'took too long'
    last_line '0 passed, 1 failed'
}
it 'cases that pass are counted' all_pass
it 'a case that fails is shown and counted' a_failure
it 'a skipped case is neither' a_skip
it 'a program that dies is one more failure' a_crash
it 'a program that stops half-way is one more failure' a_silence
it 'a program that is not built is a failure' not_built
it 'a program that hangs is stopped and is a failure' a_hang

embeds_any_bytes() {
    mkdir plots
    printf '\000\001\377 "quoted" \\ %%s ??/ \r\n\t\303\251 no last line break' >plots/a.gp
    : >plots/b.gp
    sh "$root/sim/base/embed.sh" plots/a.gp plots/b.gp >plots.inc
    cat >main.c <<'END'
#include <stdio.h>
#include "emit/asset.h"
int main(void)
{
    for (size_t i = 0; i < dc_n_assets; i++) {
        FILE *to = fopen(i == 0 ? "a" : "b", "wb");
        fwrite(dc_assets[i].text, 1, dc_assets[i].n, to);
        fclose(to);
        puts(dc_assets[i].name);
    }
    return dc_assets[dc_n_assets].name != NULL;
}
END
    gcc -std=c11 -Wall -Wextra -Werror -I"$root/sim" -I. -o main main.c "$root/sim/emit/asset.c"
    ./main >out
    expect_same a plots/a.gp
    expect_same b plots/b.gp
    [ "$(cat out)" = "$(printf 'plots/a.gp\nplots/b.gp')" ] || fail
}
embeds_nothing() {
    sh "$root/sim/base/embed.sh" >plots.inc
    gcc -std=c11 -Wall -Wextra -Werror -I"$root/sim" -I. -c "$root/sim/emit/asset.c"
}
it 'embedded files come back byte for byte' embeds_any_bytes
it 'no file to embed is no error' embeds_nothing

installs() {
    dir=$(pwd)/destination
    (cd "$root" && make -s install DESTDIR="$dir" PREFIX=/opt/dealcycle FLAVOUR="$(basename "$(dirname "$dealcycle")")")
    "$dir/opt/dealcycle/bin/dealcycle" --version >out
    expect_in out dealcycle
    for file in include/dealcycle.h lib/libdealcycle.a share/man/man1/dealcycle.1 share/man/man5/dealcycle-scenario.5; do
        [ -s "$dir/opt/dealcycle/$file" ] || fail "no $file"
    done
    printf '#include <dealcycle.h>\nint main(void) { dc_diags_free(dc_diags_new()); return 0; }\n' >use.c
    case $dealcycle in
    *asan* | *tsan*) ;; # its library wants the sanitiser too
    *)
        gcc -I"$dir/opt/dealcycle/include" -o use use.c "$dir/opt/dealcycle/lib/libdealcycle.a" -fopenmp \
            -lgsl -lgslcblas -lcsv -ljansson -lxlsxwriter -lm
        ./use
        ;;
    esac
    (cd "$root" && make -s uninstall DESTDIR="$dir" PREFIX=/opt/dealcycle)
    [ -z "$(find "$dir" -type f -o -type l)" ] || fail "left: $(find "$dir" -type f)"
}
it 'what is installed can be used, and uninstalled without a trace' installs
session_end
