/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tests/support/comma_locale.c - puts the process into a locale with a decimal comma. */
#include "tests/support/comma_locale.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char source[] =
    "LC_NUMERIC\ndecimal_point \",\"\nthousands_sep \".\"\ngrouping 3;3\n"
    "END LC_NUMERIC\n";

static bool locale_make(const char *dir)
{
    char name[256];
    char command[1024];

    snprintf(name, sizeof(name), "%s/source", dir);
    FILE *to = fopen(name, "w");
    if (to == NULL) {
        return false;
    }
    fputs(source, to);
    fclose(to);
    snprintf(command, sizeof(command),
             "localedef -c -i %s/source -f ANSI_X3.4-1968 %s/comma >/dev/null 2>&1", dir, dir);
    /* localedef warns of the categories that are left out, with a status of 1. */
    return system(command) != -1;
}

bool comma_locale_enter(void)
{
    char dir[] = "/tmp/dealcycle-locale-XXXXXX";
    char command[256];

    if (mkdtemp(dir) == NULL) {
        return false;
    }
    bool ok = locale_make(dir) && setenv("LOCPATH", dir, 1) == 0 &&
              setlocale(LC_NUMERIC, "comma") != NULL;
    ok = ok && localeconv()->decimal_point[0] == ',';
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    return system(command) == 0 && ok;
}

void comma_locale_leave(void)
{
    setlocale(LC_ALL, "C");
    unsetenv("LOCPATH");
}
