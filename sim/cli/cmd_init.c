/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/cmd_init.c - lists the built-in starters, or writes one to a new file. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/say.h"
#include "cli/starter.h"

#define MAX_STARTERS 128

static bool is_scenario(const char *name)
{
    return strchr(name, '/') == NULL;
}

/* The first sentence of the comment lines that begin a file. */
static void write_comment(const char *at, char *buf, size_t size)
{
    size_t used = 0;

    for (; *at == '#'; at += *at == '\n' ? 1 : 0) {
        at += strspn(at, "# ");
        for (; *at != '\n' && *at != '\0' && used + 2 < size; at++) {
            buf[used++] = *at;
            if ((*at == '.' || *at == '?') && (at[1] == ' ' || at[1] == '\n')) {
                buf[used] = '\0';
                return;
            }
        }
        buf[used++] = ' ';
    }
    buf[used] = '\0';
}

/* The text of scenario.title, or what the first comment says. */
static void write_title(const struct dc_starter *starter, char *buf, size_t size)
{
    static const char row[] = "scenario.title,";
    const char *const text = starter->bytes;
    const char *at = strstr(text, row);

    if (at == NULL) {
        write_comment(text, buf, size);
        return;
    }
    at += strlen(row);
    const bool quoted = *at == '"';
    at += quoted ? 1 : 0;
    snprintf(buf, size, "%.*s", (int)strcspn(at, quoted ? "\"\r\n" : ",\r\n"), at);
}

static void print_starters(const char *title, bool (*belongs)(const char *name))
{
    const struct dc_starter *starter;
    char name[128], text[256];

    printf("%s\n", title);
    for (size_t i = 0; (starter = dc_starter_at(i)) != NULL; i++) {
        dc_starter_name(starter, name, sizeof name);
        if (belongs(name)) {
            write_title(starter, text, sizeof text);
            printf("  %-26s  ", name);
            dc_say_wrapped(stdout, text, 30, 30, 79);
        }
    }
}

static bool is_other(const char *name)
{
    return !is_scenario(name);
}

static const struct dc_starter *find_starter(const char *name)
{
    const struct dc_starter *starter;
    char other[128];

    for (size_t i = 0; (starter = dc_starter_at(i)) != NULL; i++) {
        dc_starter_name(starter, other, sizeof other);
        if (strcmp(name, other) == 0) {
            return starter;
        }
    }
    return NULL;
}

static enum dc_status refuse(const char *name)
{
    static const size_t size = 128;
    char names[MAX_STARTERS][128];
    const char *candidate[MAX_STARTERS];
    size_t n = 0;

    for (; n < MAX_STARTERS && dc_starter_at(n) != NULL; n++) {
        dc_starter_name(dc_starter_at(n), names[n], size);
        candidate[n] = names[n];
    }
    const char *const near = dc_suggest_nearest(name, strlen(name), candidate, n);
    if (near != NULL) {
        dc_say("init: there is no starter '%s'; did you mean '%s'?", name, near);
    } else {
        dc_say("init: there is no starter '%s'; '%s init' lists them", name, DC_PROGRAM);
    }
    return DC_BAD_INPUT;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return false;
        }
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

/* O_EXCL: whoever made the file first keeps it. */
static enum dc_status write_new(const struct dc_starter *starter, const char *file)
{
    const int fd = open(file, O_WRONLY | O_CREAT | O_EXCL, 0666);

    if (fd == -1 && errno == EEXIST) {
        dc_say("init: %s exists already and stays as it is; name another file", file);
        return DC_FAILED;
    }
    if (fd == -1) {
        dc_say("init: %s: %s", file, strerror(errno));
        return DC_FAILED;
    }
    const bool written = write_all(fd, starter->bytes, starter->n_bytes);
    const int error = errno;
    if (close(fd) != 0 || !written) {
        dc_say("init: %s: %s", file, strerror(written ? errno : error));
        unlink(file);
        return DC_FAILED;
    }
    return DC_OK;
}

static enum dc_status init_run(const struct dc_args *args)
{
    char file[160];

    if (args->n_files == 0) {
        print_starters("Scenarios:", is_scenario);
        print_starters("\nFor stress, batch --sweep and scenario.events:", is_other);
        printf("\nTo make one yours: %s init NAME\n", DC_PROGRAM);
        return DC_OK;
    }
    const struct dc_starter *const starter = find_starter(args->file[0]);
    if (starter == NULL) {
        return refuse(args->file[0]);
    }
    const char *const slash = strrchr(args->file[0], '/');
    snprintf(file, sizeof file, "%s.csv", slash != NULL ? slash + 1 : args->file[0]);
    const char *const to = args->n_files > 1 ? args->file[1] : file;
    const enum dc_status status = write_new(starter, to);
    if (status == DC_OK && is_scenario(args->file[0])) {
        printf("%s is yours. Open it in a spreadsheet or editor, then: %s run %s\n", to,
               DC_PROGRAM, to);
    } else if (status == DC_OK) {
        printf("%s is yours.\n", to);
    }
    return status;
}

const struct dc_command dc_cmd_init = {
    .name = "init",
    .operands = "[NAME] [FILE]",
    .operand = DC_STARTER_NAME,
    .max_files = 2,
    .summary = "lists the built-in starter scenarios, or writes one to a new file",
    .details =
        "Without a NAME it lists the starter scenarios that come with the program. With one "
        "it writes that scenario to FILE (NAME.csv in this folder by default), for you to "
        "change. An existing file is never touched.",
    .example = {{"dealcycle init", "what is there?"},
                {"dealcycle init quickstart ours.csv", "a scenario to make your own"}},
    .run = init_run,
};
