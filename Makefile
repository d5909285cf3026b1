# SPDX-License-Identifier: GPL-3.0-or-later
# dealcycle: `make run` shows an answer, `make test` proves it, `make help` lists the rest.
FLAVOUR  ?= release
B        := build/$(FLAVOUR)
PREFIX   ?= /usr/local
Q        := $(if $(V),,@)
CC       ?= gcc

# No contraction and no -march: the same bits on every x86-64 (see sim/num/exact.h).
CFLAGS   := -std=c11 -g -fPIC -fno-math-errno -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion \
            -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wno-sign-conversion
CFLAGS_release := -O3 -fopenmp
CFLAGS_debug   := -O1 -fopenmp -DDC_CHECK
CFLAGS_asan    := -O1 -fopenmp -DDC_CHECK -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# gcc 12's libgomp shows false races: blocks run from two pthreads instead.
CFLAGS_tsan    := -O1 -DDC_CHECK -DDC_PTHREADS -fsanitize=thread -Wno-unknown-pragmas
CPPFLAGS := -D_POSIX_C_SOURCE=200809L -Iinclude -Isim -I$(B) -MMD -MP
LDLIBS   := -lgsl -lgslcblas -lcsv -ljansson -lxlsxwriter -lm

LIB_SRC  := $(filter-out sim/cli/%,$(wildcard sim/*/*.c))
CLI_SRC  := $(wildcard sim/cli/*.c)
SUPPORT  := $(wildcard tests/support/*.c)
UNIT     := $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/unit/test_*.c tests/law/test_*.c))
SESSIONS := $(wildcard tests/cli/test_*.sh)
obj       = $(patsubst %.c,$(B)/%.o,$(1))

all: $(B)/dealcycle                      ## build the program

$(B)/dealcycle: $(call obj,$(CLI_SRC)) $(B)/libdealcycle.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -o $@ $^ $(LDLIBS)
$(B)/libdealcycle.a: $(call obj,$(LIB_SRC))
	@echo "  AR  $@"
	$(Q)rm -f $@ && ar rcs $@ $^
$(B)/tests/%: $(B)/tests/%.o $(call obj,$(SUPPORT)) $(B)/libdealcycle.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -o $@ $^ $(LDLIBS) -lcmocka
$(B)/%.o: %.c
	@mkdir -p $(@D); echo "  CC  $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_$(FLAVOUR)) -c -o $@ $<
# `init` carries the very files of scenarios/.
STARTERS := $(sort $(wildcard scenarios/*.csv scenarios/*/*.csv))
$(B)/sim/cli/starter.o: $(B)/starters.inc
$(B)/starters.inc: $(STARTERS) sim/cli/embed.sh
	@mkdir -p $(@D); echo "  GEN $@"
	$(Q)sh sim/cli/embed.sh $(STARTERS) >$@.new && mv $@.new $@
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

unit: $(UNIT)                            ## build the unit and law tests
layers:                                  ## the include rule of sim/LAYERS
	$(Q)sh tests/support/layers.sh .
clean:                                   ## remove what was built
	$(Q)rm -rf build
help:                                    ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: all unit layers clean help
