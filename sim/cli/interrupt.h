/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/interrupt.h - SIGINT and SIGTERM ask the run to stop; a second one ends the program. */
#ifndef DC_CLI_INTERRUPT_H
#define DC_CLI_INTERRUPT_H

/* From now on the signals set the flag. */
void dc_interrupt_begin(void);
/* Not 0 once a signal came: for dc_run_options.stop. */
const volatile int *dc_interrupt_flag(void);

#endif
