# zuoxi: make run · make test · make lint · make bench · make safety · make help
#
# Everything is built under $(B). A target that compiles asks tools/need first, which installs what is missing.

B        ?= build
SANITIZE ?= 0
ifeq ($(SANITIZE),1)
B        := build-sanitize
endif
ifeq ($(origin CC),default)
CC       := gcc
endif
PREFIX   ?= /usr/local
DATADIR  ?= $(PREFIX)/share/zuoxi
VERSION  := 0.1.0
# SQLite first: half of what is looked up at a start is SQLite looking for itself. libcrypt is not linked, the one process
# that hashes opens it (src/desk/password.c).
PACKAGES := sqlite3 ncursesw libconfuse libutf8proc jansson

WARN   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wvla -Werror
HARDEN := -fstack-protector-strong -fPIE
CFLAGS ?= -O2 -g
ifeq ($(SANITIZE),1)
CFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else
HARDEN += -D_FORTIFY_SOURCE=3
endif
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Iinclude -I$(B)/include $(WARN) $(HARDEN) $(CFLAGS) \
             -DZUOXI_DATADIR='"$(DATADIR)"' -DZUOXI_VERSION='"$(VERSION)"' \
             $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDFLAGS   += -pie -Wl,-z,relro,-z,now $(RELATIVE)
# 6,500 pointers in tables are put right at each start: told in 2 KB instead of 150, where the C library can read that.
RELATIVE   = $(shell getconf GNU_LIBC_VERSION 2>/dev/null | awk '$$2 >= 2.36 { print "-Wl,-z,pack-relative-relocs" }')
LDLIBS     = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)

SOURCES   := $(sort $(wildcard src/*/*.c))
# What a start runs lies together in the program, so a desk at rest has a quarter of it in memory (tools/list-start).
START     := $(filter $(SOURCES),$(file <src/start.list))
OBJECTS   := $(patsubst src/%.c,$(B)/%.o,$(START) $(filter-out $(START),$(SOURCES)))
LIBRARY   := $(filter-out $(B)/main/%,$(OBJECTS))
SCHEMA    := $(sort $(wildcard data/schema/*.sql))
TESTS     := $(sort $(wildcard tests/*/test_*.c))
TEST_BINS := $(TESTS:tests/%.c=$(B)/tests/%)
TEST_HELP := $(sort $(filter-out $(TESTS),$(wildcard tests/*/*.c)))
TEST_HELP := $(filter-out tests/bench/%,$(TEST_HELP))
TEST_HELP_O := $(TEST_HELP:tests/%.c=$(B)/tests/%.o)
BENCHES   := $(sort $(wildcard tests/bench/bench_*.c))
BENCH_BINS := $(BENCHES:tests/%.c=$(B)/tests/%)

.PHONY: FORCE all run test lint bench safety soak help install clean format need need-test need-lint
all: need
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi $(B)/zuoxi-workflow.7

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

need:
	@tools/need build
need-test:
	@tools/need build test
need-lint:
	@tools/need build test lint

run: need ## open the console on a demonstration database
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi
	@tools/run-demo $(B)/zuoxi

test: need-test ## build and run every test (SANITIZE=1: with ASan and UBSan)
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi $(TEST_BINS)
	@tests/run-tests $(B) $(TEST_BINS:$(B)/tests/%=%)

lint: need-lint ## clang-tidy, cppcheck, floors, sizes, formatting, manual pages
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi $(B)/zuoxi-workflow.7
	@tests/lint/run $(B)

bench: need-test ## measure against the goals (BENCH_QUICK=1: under two minutes)
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi $(BENCH_BINS)
	@tests/bench/run $(B)

safety: need-test ## every safety goal with its figure (minutes; GOALS="S2 S6": only these)
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/zuoxi $(TEST_BINS)
	@tests/fault/run $(B) $(GOALS)

soak: need-test ## fuzz every way bytes come in, ten minutes each, sanitized (FUZZ_SECONDS=600)
	@$(MAKE) --no-print-directory -j$$(nproc) SANITIZE=1 build-sanitize/zuoxi build-sanitize/tests/fuzz/test_fuzz
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-600} CK_DEFAULT_TIMEOUT=36000 CK_TIMEOUT_MULTIPLIER=1 LC_ALL=C.UTF-8 TZ=Asia/Shanghai \
	  ASAN_OPTIONS=verify_asan_link_order=0 build-sanitize/tests/fuzz/test_fuzz

format: ## format the sources in place
	clang-format -i $$(git ls-files '*.c' '*.h')

install: all ## install below PREFIX (/usr/local)
	install -D -m 0755 $(B)/zuoxi $(DESTDIR)$(PREFIX)/bin/zuoxi
	cd conf && find . -name '*.conf' -exec install -D -m 0644 {} $(DESTDIR)$(DATADIR)/conf/{} \;
	install -D -m 0755 conf/hooks/log-event $(DESTDIR)$(DATADIR)/conf/hooks/log-event
	ln -sfn zuoxi $(DESTDIR)$(PREFIX)/bin/zuoxi-login
	for file in conf/deploy/*; do \
	    sed 's|/usr/local/bin/|$(PREFIX)/bin/|' $$file | install -D -m 0644 /dev/stdin \
	        $(DESTDIR)$(DATADIR)/deploy/$$(basename $$file) || exit 1; done
	for unit in conf/systemd/*; do \
	    sed 's|/usr/local/bin/|$(PREFIX)/bin/|' $$unit | install -D -m 0644 /dev/stdin \
	        $(DESTDIR)$(PREFIX)/lib/systemd/system/$$(basename $$unit) || exit 1; done
	install -D -m 0644 man/zuoxi.1 $(DESTDIR)$(PREFIX)/share/man/man1/zuoxi.1
	install -D -m 0644 man/zuoxi.conf.5 $(DESTDIR)$(PREFIX)/share/man/man5/zuoxi.conf.5
	install -D -m 0644 man/zuoxi-phrases.5 $(DESTDIR)$(PREFIX)/share/man/man5/zuoxi-phrases.5
	install -D -m 0644 man/zuoxi-deploy.7 $(DESTDIR)$(PREFIX)/share/man/man7/zuoxi-deploy.7
	install -D -m 0644 $(B)/zuoxi-workflow.7 $(DESTDIR)$(PREFIX)/share/man/man7/zuoxi-workflow.7

clean: ## remove what was built
	rm -rf build build-sanitize

$(B)/zuoxi: $(OBJECTS)
	@mkdir -p $(@D)
	@echo "  LD  $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Its tables are the profiles' own, so it cannot part from them: made anew whenever a profile or the program changes.
$(B)/zuoxi-workflow.7: man/zuoxi-workflow.7.in tools/make-workflow-manual $(wildcard conf/profiles/*.conf) $(B)/zuoxi
	@echo "  MAN $@"; tools/make-workflow-manual $(B)/zuoxi $< >$@.new && mv $@.new $@

$(B)/libzuoxi.a: $(LIBRARY)
	@rm -f $@
	@ar rcs $@ $^

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "  CC  $<"; $(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# The schema is embedded: one C array element a migration, in the order of the file names.
# The list of their names is a file of its own: a renamed or removed migration is a change too.
FORCE:
$(B)/schema-list: FORCE
	@mkdir -p $(@D)
	@echo $(SCHEMA) | cmp -s - $@ || echo $(SCHEMA) >$@
$(B)/include/schema_embedded.h: $(SCHEMA) $(B)/schema-list tools/embed-schema
	@mkdir -p $(@D)
	tools/embed-schema $(SCHEMA) >$@.new && mv $@.new $@
$(B)/store/migrate.o: $(B)/include/schema_embedded.h

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	@echo "  CC  $<"; $(CC) $(ALL_CFLAGS) -Itests -MMD -MP -c -o $@ $<

$(TEST_BINS): $(B)/tests/%: $(B)/tests/%.o $(TEST_HELP_O) $(B)/libzuoxi.a
	@echo "  LD  $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(shell pkg-config --libs check vterm 2>/dev/null) -lutil
$(BENCH_BINS): $(B)/tests/%: $(B)/tests/%.o $(B)/libzuoxi.a
	@echo "  LD  $@"; $(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lutil -lm

-include $(OBJECTS:.o=.d) $(TESTS:tests/%.c=$(B)/tests/%.d) $(TEST_HELP:tests/%.c=$(B)/tests/%.d) \
         $(BENCHES:tests/%.c=$(B)/tests/%.d)
.SECONDARY:
