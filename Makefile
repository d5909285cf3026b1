# SPDX-License-Identifier: GPL-3.0-or-later
# dealcycle: `make run` shows an answer, `make test` proves it, `make help` lists the rest.
FLAVOUR  ?= release
B        := build/$(FLAVOUR)
PREFIX   ?= /usr/local
Q        := $(if $(V),,@)
JOBS     ?= $(shell nproc 2>/dev/null || echo 2)
TIME     ?= 60
RUNS     ?= -1

# Every command-line -j, and make's own job server below us, comes first.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(JOBS)
endif
ifeq ($(origin CC),default)
CC := gcc
endif

# Debian packages, by what needs them.
PKG_RUN  := gcc libc6-dev libgsl-dev librandom123-dev libcsv-dev libjansson-dev libxlsxwriter-dev gnuplot-nox
PKG_TEST := $(PKG_RUN) libcmocka-dev scdoc pkgconf locales
PKG_LOOK := $(PKG_TEST) chromium libreoffice-calc
PKG_LINT := $(PKG_TEST) clang clang-tidy clang-format cppcheck libomp-dev

# No contraction and no -march: the same bits on every x86-64 (see sim/num/exact.h).
CFLAGS   := -std=c11 -g -fPIC -fno-math-errno -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion \
            -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wno-sign-conversion
# Our own functions may be inlined into each other: nobody replaces them in the shared library.
CFLAGS_release := -O3 -fno-semantic-interposition -fopenmp
CFLAGS_debug   := -O1 -fopenmp -DDC_CHECK
CFLAGS_asan    := -O1 -fopenmp -DDC_CHECK -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# gcc 12's libgomp shows false races: blocks run from two pthreads instead.
CFLAGS_tsan    := -O1 -DDC_CHECK -DDC_PTHREADS -fsanitize=thread -Wno-unknown-pragmas
CFLAGS_fuzz    := -O2 -DDC_CHECK -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=all -Wno-unknown-pragmas
CPPFLAGS := -D_POSIX_C_SOURCE=200809L -Iinclude -Isim -I$(B) -I. -Itests/support -MMD -MP
LDLIBS   := -lgsl -lgslcblas -lcsv -ljansson -lxlsxwriter -lm

LIB_SRC  := $(filter-out sim/cli/%,$(sort $(wildcard sim/*/*.c)))
CLI_SRC  := $(sort $(wildcard sim/cli/*.c))
SUPPORT  := $(sort $(wildcard tests/support/*.c))
# A test is tests/FOLDER/test_*.c (cmocka) or test_*.sh (prints `ok - NAME` lines).
PROGRAMS := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/*/test_*.c)))
# What people see is looked at in the program as it is delivered.
SESSIONS := $(filter-out $(if $(filter release,$(FLAVOUR)),,tests/look/%),$(sort $(wildcard tests/*/test_*.sh)))
TAPS     := $(addsuffix .tap,$(PROGRAMS)) $(patsubst %.sh,$(B)/%.tap,$(SESSIONS))
FUZZERS  := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
PLOTS    := $(sort $(wildcard plots/*.gp))
STARTERS := $(sort $(wildcard scenarios/*.csv scenarios/*/*.csv))
obj       = $(patsubst %.c,$(B)/%.o,$(1))
LIB_OBJ  := $(call obj,$(LIB_SRC))

# The rooms of the engine as one piece: the compiler sees from one into the next and puts what
# is called there in its place, which makes replications a tenth faster. (gcc only.)
ifeq ($(FLAVOUR)$(findstring clang,$(CC)),release)
ENGINE   := $(call obj,$(filter sim/path/%,$(LIB_SRC)))
LIB_OBJ  := $(filter-out $(ENGINE),$(LIB_OBJ)) $(B)/sim/path.o
INLINE   := --param max-inline-insns-auto=200 --param inline-min-speedup=2 \
            --param large-function-growth=1000 --param inline-unit-growth=300
$(ENGINE): AS_ONE := -flto $(INLINE)
endif

all: $(B)/dealcycle                      ## build the program

# Rewritten only when it changes: what is built with other flags is built again.
COMPILE  := $(CC) $(CPPFLAGS) $(CFLAGS) $(CFLAGS_$(FLAVOUR)) $(EXTRA_CFLAGS)
define stamp
$(shell mkdir -p $(B); printf '%s\n' '$(2)' | cmp -s - $(B)/$(1) || printf '%s\n' '$(2)' > $(B)/$(1))
endef
ifeq ($(filter clean help deps% uninstall,$(MAKECMDGOALS)),)
$(call stamp,flags,$(COMPILE) $(INLINE))
$(call stamp,plots,$(PLOTS))
$(call stamp,starters,$(STARTERS))
$(call stamp,sources,$(LIB_SRC) $(CLI_SRC) $(SUPPORT))
endif

$(B)/dealcycle: $(call obj,$(CLI_SRC)) $(B)/libdealcycle.a $(B)/sources
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -o $@ $(filter %.o %.a,$^) $(LDLIBS)
$(B)/libdealcycle.a: $(LIB_OBJ) $(B)/sources
	@echo "  AR  $@"
	$(Q)rm -f $@ && ar rcs $@ $(filter %.o,$^)
$(B)/libsupport.a: $(call obj,$(SUPPORT)) $(B)/sources
	$(Q)rm -f $@ && ar rcs $@ $(filter %.o,$^)
$(B)/tests/%: $(B)/tests/%.o $(B)/libsupport.a $(B)/libdealcycle.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -o $@ $(filter %.o %.a,$^) $(LDLIBS) -lcmocka $(LDFLAGS_$(notdir $*))
$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D); echo "  CC  $<"
	$(Q)$(COMPILE) $(AS_ONE) -c -o $@ $<
$(B)/sim/path.o: $(ENGINE) $(B)/sources
	@echo "  LTO $@"
	$(Q)$(COMPILE) -flto -flto-partition=one $(INLINE) -r -flinker-output=nolto-rel -o $@ $(ENGINE)
# The program carries the very files of plots/, and `init` those of scenarios/.
$(B)/sim/emit/asset.o: $(B)/plots.inc
$(B)/plots.inc: sim/base/embed.sh $(PLOTS) $(B)/plots
	@echo "  GEN $@"
	$(Q)sh $< $(PLOTS) >$@.new && mv $@.new $@
$(B)/sim/cli/starter.o: $(B)/starters.inc
$(B)/starters.inc: sim/base/embed.sh $(STARTERS) $(B)/starters
	@echo "  GEN $@"
	$(Q)sh $< $(STARTERS) >$@.new && mv $@.new $@
$(B)/flags $(B)/plots $(B)/starters $(B)/sources: ;

# What a test program replaces by tests/support/paths.c or scarce.c: `-Wl,--wrap=malloc` lets a
# test decide when memory runs out.
PATHS := -Wl,--wrap=dc_path_run
LDFLAGS_test_run := $(PATHS)
LDFLAGS_test_resume := $(PATHS)
LDFLAGS_test_race := $(PATHS)
SCARCE := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
LDFLAGS_test_warm := $(SCARCE)
LDFLAGS_test_memory := $(SCARCE)
LDFLAGS_test_calendar := $(SCARCE)
LDFLAGS_test_model_memory := $(SCARCE)

.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

run: deps                                ## install what is missing, build, run the quickstart scenario
	@$(MAKE) --no-print-directory all
	$(Q)$(B)/dealcycle run scenarios/quickstart.csv
	@echo "Plots:   results/quickstart/plots (SVG and PNG)"
test: deps-test                          ## install what is missing, build, run every test
	@$(MAKE) --no-print-directory check
unit: $(PROGRAMS)                        ## build the test programs
check:                                   ## run every test (install nothing)
	@rm -f $(TAPS); echo "  RUN $(words $(TAPS)) test files"
	$(Q)$(MAKE) -k --no-print-directory $(TAPS) || true
	@sh tests/support/count.sh $(B) $(TAPS)

$(B)/tests/%.tap: $(B)/tests/%
	$(Q)B=$(B) sh tests/support/tap.sh $@ $<
$(B)/tests/%.tap: tests/%.sh $(B)/dealcycle
	$(Q)B=$(B) sh tests/support/tap.sh $@ sh $<

LOOKS    := $(patsubst %.sh,$(B)/%.tap,$(filter tests/look/%,$(SESSIONS)))
test-look: deps-look                     ## pages in a browser, workbooks in a spreadsheet; pictures in build/release/look
	@$(MAKE) --no-print-directory all
	@rm -f $(LOOKS)
	$(Q)LOOK=must $(MAKE) -k --no-print-directory $(LOOKS) || true
	@sh tests/support/count.sh $(B) $(LOOKS)

asan:                                    ## every test under AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory FLAVOUR=asan check
tsan:                                    ## the tests that run threads under ThreadSanitizer
	@$(MAKE) --no-print-directory FLAVOUR=tsan tsan-check
TSAN     := $(filter %/test_run %/test_race %/test_resume %/test_threads %/test_embed,$(PROGRAMS))
tsan-check: $(TSAN)
	$(Q)for t in $(TSAN); do $$t || exit 1; done
debug:                                   ## build with checks on and little optimisation
	@$(MAKE) --no-print-directory FLAVOUR=debug all
state-of-sales: all                      ## published figures of sales teams beside simulated ones
	$(Q)$(B)/dealcycle run scenarios/state_of_sales.csv --no-plots --quiet --out $(B)/state-of-sales >$(B)/state-of-sales.txt
	$(Q)awk -f tests/support/state_of_sales.awk $(B)/state-of-sales/summary.csv
coverage: $(B)/tests/bench/coverage      ## 10,000 experiments with known truth: do intervals and selections keep their word?
	$(Q)$<
bench: deps-bench all $(B)/tests/bench/engine ## measure speed and memory, BASE=rev beside another revision; writes bench.csv
	$(Q)B=$(B) CC="$(CC)" BASE="$(BASE)" sh tests/bench/bench.sh
bench-batch: deps-bench all             ## measure many cases beside one large run (BENCH_CASES=1000)
	$(Q)B=$(B) sh tests/bench/batch.sh

fuzz: ; @$(MAKE) --no-print-directory FLAVOUR=fuzz CC=clang fuzz-run ## fuzz each target, TIME=60 seconds and RUNS=-1 (endless) at most
$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(B)/libdealcycle.a
	@echo "  LD  $@"
	$(Q)$(CC) -fsanitize=fuzzer,address,undefined -o $@ $^ $(LDLIBS)
fuzz-run: $(FUZZERS) $(B)/dealcycle
	$(Q)sh tests/support/fuzz.sh $(B) $(TIME) $(RUNS) $(FUZZERS)

DATA_OBJ := $(call obj,$(sort $(wildcard tests/data/*.c)))
$(B)/tests/data/reference: $(DATA_OBJ) $(B)/libdealcycle.a
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -o $@ $(filter %.o %.a,$^) $(LDLIBS)
test-data: $(B)/tests/data/reference $(B)/dealcycle ## fits of published data in DATA=DIR against their answers
	$(Q)test -n "$(DATA)" || { echo "test-data: say where the data are: make test-data DATA=DIR" >&2; exit 2; }
	$(Q)$(B)/tests/data/reference "$(DATA)" >$(B)/test-data.txt; s=$$?; \
		B=$(B) sh tests/data/exports.sh "$(DATA)" >>$(B)/test-data.txt || s=1; \
		grep -v '^ok' $(B)/test-data.txt || true; exit $$s

# Long: 500 small exports take a minute, 500 large ones an hour. TRIES=50 for a look.
TRIES    ?= 500
calibrated: $(B)/tests/bench/calibrated  ## how often calibrated intervals hold what came, TRIES=500
	$(Q)d=$$(mktemp -d) && trap 'rm -rf "$$d"' EXIT INT TERM; \
		for w in 0 1; do for n in 60 6000; do $< "$$d" $(TRIES) 400 $$w $$n || exit 1; done; done

layers:                                  ## the include rule of sim/LAYERS and what is confined
	$(Q)sh tests/support/layers.sh .
headers:                                 ## each header compiles alone, in C and the public ones in C++
	$(Q)sh tests/support/headers.sh $(CC) $(filter-out -MMD -MP,$(CPPFLAGS))
SOURCES  := $(LIB_SRC) $(CLI_SRC) $(sort $(wildcard tests/*/*.c))
HEADERS  := $(sort $(wildcard include/*.h include/*/*.h sim/*/*.h tests/*/*.h))
format:                                  ## lay out the sources as .clang-format says
	$(Q)clang-format -i $(SOURCES) $(HEADERS)
TIDY_FLAGS = $(filter-out -MMD -MP,$(CPPFLAGS)) -std=c11 -fopenmp --
format-check:
	$(Q)for f in $(SOURCES) $(HEADERS); do clang-format $$f | cmp -s - $$f || \
		{ echo "$$f: not laid out as .clang-format says (make format)"; bad=1; }; done; [ -z "$$bad" ]
tidy:
	$(Q)printf '%s\n' $(LIB_SRC) $(CLI_SRC) | xargs -P $(JOBS) -n 4 sh tests/support/tidy.sh $(TIDY_FLAGS)
cppcheck:
	$(Q)cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability,performance \
		--inline-suppr --suppressions-list=tests/support/cppcheck.txt -j $(JOBS) \
		-Iinclude -Isim -I$(B) '-D__attribute__(x)=' -D_POSIX_C_SOURCE=200809L sim
lint: deps-lint                          ## clang-tidy, cppcheck, layout, layers, headers, documents
	@$(MAKE) --no-print-directory layers headers format-check cppcheck tidy docs-check

MAN      := $(B)/dealcycle.1 $(B)/dealcycle-scenario.5
man: $(MAN)                              ## the manual pages, from the tables of the program
$(B)/dealcycle.1: $(B)/dealcycle
	$(Q)$< help manual | scdoc >$@.new && mv $@.new $@
$(B)/dealcycle-scenario.5: $(B)/dealcycle
	$(Q)$< help format | scdoc >$@.new && mv $@.new $@
readme: $(B)/dealcycle                   ## put what the program prints today into README.md
	$(Q)sh tests/support/readme.sh $(B)/dealcycle --plot plots/quickstart.svg >$(B)/README.md && cp $(B)/README.md README.md
docs-check: $(B)/dealcycle               ## the documents say what the program says
	$(Q)B=$(B) sh tests/support/docs.sh

SONAME   := libdealcycle.so.0
VERSION  := $(shell sed -n 's/^\#define DC_VERSION "\(.*\)"/\1/p' include/dealcycle.h)
$(B)/$(SONAME): $(LIB_OBJ)
	@echo "  LD  $@"
	$(Q)$(CC) $(CFLAGS_$(FLAVOUR)) -shared -Wl,-soname,$(SONAME) -o $@ $^ $(LDLIBS)
$(B)/dealcycle.bash $(B)/_dealcycle: $(B)/dealcycle
	$(Q)$< help $(if $(filter %.bash,$@),bash,zsh)-completion >$@.new && mv $@.new $@
.PHONY: $(B)/dealcycle.pc
$(B)/dealcycle.pc:
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' \
		'Name: dealcycle' 'Description: simulates sales teams by Monte Carlo' 'Version: $(VERSION)' \
		'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -ldealcycle' 'Libs.private: -fopenmp $(LDLIBS)' >$@

# What is installed: file=mode=place under PREFIX.
PUBLIC   := include/dealcycle.h $(sort $(wildcard include/dealcycle/*.h))
PLACES   := $(B)/dealcycle=755=bin/dealcycle $(B)/libdealcycle.a=644=lib/libdealcycle.a \
            $(B)/$(SONAME)=755=lib/$(SONAME) $(B)/dealcycle.pc=644=lib/pkgconfig/dealcycle.pc \
            $(foreach f,$(PUBLIC),$(f)=644=$(f)) \
            $(B)/dealcycle.1=644=share/man/man1/dealcycle.1 \
            $(B)/dealcycle-scenario.5=644=share/man/man5/dealcycle-scenario.5 \
            $(B)/dealcycle.bash=644=share/bash-completion/completions/dealcycle \
            $(B)/_dealcycle=644=share/zsh/site-functions/_dealcycle
UNDER    := $(DESTDIR)$(PREFIX)
install: $(foreach p,$(PLACES),$(word 1,$(subst =, ,$(p)))) ## install under PREFIX (DESTDIR goes before it)
	$(Q)for p in $(PLACES); do file=$${p%%=*}; rest=$${p#*=}; \
		install -D -m "$${rest%%=*}" "$$file" '$(UNDER)'/"$${rest#*=}" || exit 1; done
	$(Q)ln -sf $(SONAME) '$(UNDER)/lib/libdealcycle.so'
uninstall:                               ## remove what install put there
	$(Q)cd '$(UNDER)' && rm -f lib/libdealcycle.so $(foreach p,$(PLACES),$(word 3,$(subst =, ,$(p))))
	$(Q)rmdir '$(UNDER)/include/dealcycle' 2>/dev/null || true

clean:                                   ## remove what was built
	$(Q)rm -rf build
help:                                    ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16
deps:                                    ## install the packages that a build needs
	@sh tests/support/install.sh $(PKG_RUN)
deps-test:
	@sh tests/support/install.sh $(PKG_TEST)
deps-bench:
	@sh tests/support/install.sh $(PKG_RUN) time
deps-look:
	@sh tests/support/install.sh $(PKG_LOOK)
deps-lint:
	@sh tests/support/install.sh $(PKG_LINT)

.PHONY: all run test test-data test-look calibrated unit check state-of-sales asan tsan tsan-check debug bench coverage fuzz fuzz-run layers headers format \
        format-check tidy cppcheck lint docs-check readme man install uninstall clean help deps deps-test deps-look deps-lint
