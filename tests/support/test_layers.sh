# SPDX-License-Identifier: GPL-3.0-or-later
# test_layers.sh - the tree keeps its rules, and each rule finds a file that breaks it.
. tests/support/session.sh

layers() {
    sh "$root/tests/support/layers.sh" "${1:-.}"
}

tree_obeys() {
    layers "$root"
}

# A tree with one source that says $2 in folder $1, in a new folder.
tree() {
    mkdir -p "sim/$1" include/dealcycle
    cp "$root/sim/LAYERS" sim/LAYERS
    for folder in $(cat sim/LAYERS); do
        mkdir -p "sim/$folder"
    done
    {
        echo '/* SPDX-License-Identifier: GPL-3.0-or-later */'
        printf '%s\n' "$2"
    } >"sim/$1/file.c"
}

refused() {
    tree "$1" "$2"
    if layers; then
        echo "let pass in $1: $2"
        return 1
    fi
}

accepted() {
    tree "$1" "$2"
    layers
}

no_licence() {
    tree num ''
    echo 'int x;' >sim/num/file.c
    ! layers
}

public_header_refused() {
    tree num ''
    printf '/* SPDX-License-Identifier: GPL-3.0-or-later */\n#include "num/dist.h"\n' >include/dealcycle/x.h
    ! layers
}

it 'the tree keeps the include rule and what is confined' tree_obeys
it 'a folder above is refused' refused num '#include "scenario/model.h"'
it 'the own folder is accepted' accepted num '#include "num/dist.h"'
it 'a folder below is accepted' accepted path '#include "scenario/model.h"'
it 'a public header is accepted' accepted num '#include "dealcycle/diag.h"'
it 'an include without a folder is refused' refused num '#include "dist.h"'
it 'an include of an unknown folder is refused' refused num '#include "other/dist.h"'
it 'cli may not include a folder of the library' refused cli '#include "base/bug.h"'
it 'cli may include the public headers and its own' accepted cli '#include "dealcycle.h"
#include "cli/command.h"'
it 'a public header may not include a folder of the library' public_header_refused
it 'GSL outside num is refused' refused calibrate '#include <gsl/gsl_cdf.h>'
it 'Random123 outside num is refused' refused path '#include <Random123/threefry.h>'
it 'libcsv outside csv is refused' refused scenario '#include <csv.h>'
it 'jansson outside emit is refused' refused cli '#include <jansson.h>'
it 'libxlsxwriter outside emit is refused' refused run '#include <xlsxwriter.h>'
it 'omp.h outside run is refused' refused path '#include <omp.h>'
it 'an OpenMP pragma outside run is refused' refused path '#pragma omp parallel for'
it 'an OpenMP pragma in run is accepted' accepted run '#pragma omp parallel for'
it 'a weak name is refused' refused path '#pragma weak dc_run'
it 'printing below emit is refused' refused tally 'void f(void) { printf("x"); }'
it 'naming a standard stream below emit is refused' refused tally 'FILE *f(void) { return stderr; }'
it 'snprintf is accepted anywhere' accepted tally 'void f(char *b) { snprintf(b, 2, "x"); }'
it 'ending the process in the library is refused' refused emit 'void f(void) { exit(1); }'
it 'aborting in the library is refused' refused emit 'void f(void) { abort(); }'
it 'exit in cli is accepted' accepted cli 'void f(void) { exit(1); }'
it 'reading the environment in the library is refused' refused run 'char *f(void) { return getenv("X"); }'
it 'a shell is refused everywhere' refused cli 'int f(void) { return system("ls"); }'
it 'strtod outside base is refused' refused scenario 'double f(char *s) { return strtod(s, 0); }'
it 'a clock in the path is refused' refused path 'long f(void) { return time(0); }'
it 'strerror in the library is refused' refused emit 'char *f(void) { return strerror(2); }'
it 'exp of libm is refused' refused path 'double f(double x) { return 1.0 / exp(x); }'
it 'log of libm is refused in num too' refused num 'double f(double x) { return log(x); }'
it 'dc_exp and sqrt are accepted' accepted path 'double f(double x) { return dc_exp(sqrt(x)); }'
it 'a member named log is accepted' accepted path 'double f(struct s *s) { return s->log(1.0) + s->x.exp(2.0); }'
it 'words in comments and strings are accepted' accepted path '/* printf(x) and
 * exit(1) */ const char *s = "a \" exp(1)"; // abort()'
it 'a source without the licence line is refused' no_licence

variables() {
    printf '%s\n' "$1" >x.c
    gcc -fPIC -c -o x.o x.c
    sh "$root/tests/support/mutable.sh" x.o
}
mutable_refused() {
    ! variables "$1"
}
library_has_none() {
    built=$(dirname "$dealcycle")
    for source in "$root"/sim/cli/*.c; do
        printf '%s\n' "$built/sim/cli/$(basename "$source" .c).o"
    done | xargs sh "$root/tests/support/mutable.sh" "$built/libdealcycle.a"
}
case ${B:-} in # sanitisers add variables of their own
*asan | *tsan) ;;
*) it 'the program has no mutable variable with static storage' library_has_none ;;
esac
it 'a global variable is found' mutable_refused 'int counter = 3;'
it 'a tentative definition is found' mutable_refused 'int counter;'
it 'a static variable in a function is found' mutable_refused 'int f(void) { static int n; return n++; }'
it 'a thread-local variable is found' mutable_refused 'static _Thread_local int n; int f(void) { return n++; }'
it 'constant tables are accepted, with pointers too' variables 'const char *const name[] = {"a", "b"}; const int n[] = {1, 2};'
session_end
