/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/main.c - the program dealcycle. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/say.h"

/* A program may be started with a stream closed; the first file we open would then stand in
 * its place. /dev/null the wrong way round keeps the place and makes every use of it fail. */
static void keep_streams_apart(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) == -1 &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd) {
            exit(DC_FAILED);
        }
    }
}

int main(int argc, char **argv)
{
    keep_streams_apart();
    const int status = dc_command_main(argc, argv);

    if (!dc_say_close() && status == DC_OK) {
        return DC_FAILED;
    }
    return status;
}
