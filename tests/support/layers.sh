# SPDX-License-Identifier: GPL-3.0-or-later
# layers.sh ROOT - the include rule of sim/LAYERS, and what is confined to which folder.
#
# Prints FILE:LINE: what is wrong; status 1 if anything is. tests/support/test_layers.sh
# shows each rule a file that breaks it.
set -eu
cd "${1:-.}"

# shellcheck disable=SC2046
LC_ALL=C awk '
    function wrong(what) {
        printf "%s:%d: %s\n", FILENAME, FNR, what
        bad = 1
    }
    # Rows: pattern of a call, folders that may, what it is.
    function confine(call, folders, what) {
        n_rules++
        pattern[n_rules] = "(^|[^A-Za-z0-9_.>])(" call ")[ \t]*\\("
        may[n_rules] = " " folders " "
        rule[n_rules] = what
    }
    BEGIN {
        confine("printf|vprintf|fprintf|vfprintf|dprintf|puts|fputs|putchar|putc|fputc|perror", "emit cli", "prints")
        confine("exit|_exit|_Exit|quick_exit|abort|atexit", "cli", "ends the process")
        confine("getenv|secure_getenv|setenv|putenv|setlocale|localeconv", "cli", "reads environment or locale")
        confine("system|popen", "", "calls a shell")
        confine("strtod|strtof|strtold|atof|atoi|atol|atoll|sscanf", "base", "reads a number past base/number")
        confine("rand|srand|random|drand48|time|clock|clock_gettime|gettimeofday", "run emit cli", "depends on clock or chance")
        confine("strtok|asctime|ctime|localtime|gmtime|strerror", "cli", "is not thread-safe")
        # Other last bits on other processors: num/exact.h has ours. Fits may, nothing else reads them.
        confine("exp|exp2|expm1|exp10|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|erf|erfc|lgamma|lgamma_r|tgamma", "calibrate", "gives other bits on other processors (see num/exact.h)")
    }
    function include_check(path,   dir, outside) {
        if (path ~ /^dealcycle(\/[a-z_]+)?\.h$/ || path ~ /^[a-z]+\.inc$/) {
            return # public, or made by the build
        }
        dir = path
        outside = sub(/\/.*/, "", dir) == 0
        if (own == "include") {
            wrong("a public header includes only dealcycle/")
        } else if (outside || !(dir in rank)) {
            wrong("\"" path "\" names no folder of sim/LAYERS")
        } else if (own == "cli" && dir != "cli") {
            wrong("cli includes only dealcycle/ and cli/")
        } else if (rank[dir] > rank[own]) {
            wrong(dir " is above " own)
        }
    }
    function system_check(path) {
        if (path ~ /^gsl\// && own != "num") {
            wrong("GSL is for num/")
        }
        if (path ~ /^Random123\// && own != "num") {
            wrong("Random123 is for num/")
        }
        if (path == "csv.h" && own != "csv") {
            wrong("libcsv is for csv/")
        }
        if ((path == "jansson.h" || path == "xlsxwriter.h") && own != "emit") {
            wrong(path " is for emit/")
        }
        if (path == "omp.h" && own != "run") {
            wrong("OpenMP is for run/")
        }
    }
    # Code without strings and comments, so that words in them do not count.
    function code_of(line,   at) {
        if (in_comment) {
            at = index(line, "*/")
            if (at == 0) {
                return ""
            }
            line = substr(line, at + 2)
            in_comment = 0
        }
        gsub(/\\\\/, "", line)
        gsub(/\\"/, "", line)
        gsub(/"[^"]*"/, "\"\"", line)
        gsub(/\/\/.*/, "", line)
        while ((at = index(line, "/*")) > 0) {
            rest = substr(line, at + 2)
            line = substr(line, 1, at - 1)
            if ((at = index(rest, "*/")) == 0) {
                in_comment = 1
                break
            }
            line = line " " substr(rest, at + 2)
        }
        return line
    }
    FILENAME == "sim/LAYERS" { rank[$1] = FNR; next }
    FNR == 1 {
        in_comment = 0
        split(FILENAME, part, "/")
        own = part[1] == "include" ? "include" : part[2]
        if (own != "include" && !(own in rank)) {
            wrong("folder " own " is not in sim/LAYERS")
        }
        if ($0 != "/* SPDX-License-Identifier: GPL-3.0-or-later */") {
            wrong("the first line is the SPDX line")
        }
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ { split($0, quoted, "\""); include_check(quoted[2]) }
    /^[ \t]*#[ \t]*include[ \t]*</ { path = $0; sub(/.*</, "", path); sub(/>.*/, "", path); system_check(path) }
    {
        line = code_of($0)
        if (line ~ /#[ \t]*pragma[ \t]+weak/) {
            wrong("a weak name hides that its room is missing")
        }
        if (line ~ /#[ \t]*pragma[ \t]+omp/ && own != "run") {
            wrong("OpenMP is for run/")
        }
        if (line ~ /(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)/ && own !~ /^(emit|cli)$/) {
            wrong("prints; only emit/ and cli/ do")
        }
        for (i = 1; i <= n_rules; i++) {
            if (line ~ pattern[i] && index(may[i], " " own " ") == 0) {
                wrong(rule[i] "; " (may[i] ~ /[a-z]/ ? "only" may[i] "may" : "nothing may"))
            }
        }
    }
    END { exit bad }
' sim/LAYERS $(find include sim -name '*.[ch]' | LC_ALL=C sort)
