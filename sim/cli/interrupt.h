/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/interrupt.h - SIGINT, SIGTERM and SIGHUP ask the run to stop; a second one ends the
 * program. */
#ifndef DC_CLI_INTERRUPT_H
#define DC_CLI_INTERRUPT_H

/* From now on the signals set the flag. */
void dc_interrupt_begin(void);
/* From now on they end the program at once, which says `words` (static, with its line break):
 * while there is nothing to keep or put away. */
void dc_interrupt_leave(const char *words);
/* Not 0 once a signal came: for dc_run_options.stop. */
const volatile int *dc_interrupt_flag(void);

#endif
