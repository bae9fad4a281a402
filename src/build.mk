# A C file directly in src/ is a program; one in a folder below is library.

version  := $(file < VERSION)
CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
CFLAGS   := -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -g \
  -ffp-contract=off -ffile-prefix-map=$(CURDIR)=. \
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
  -Wmissing-prototypes -Werror
ifneq ($(SANITIZE),)
CFLAGS   += -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
endif
CPPFLAGS := -Isrc -DRELIT_VERSION='"$(version)"'
LDLIBS   := -lgsl -lgslcblas -lxxhash -lm -pthread

programs := $(patsubst src/%.c,$(bin)/%,$(sort $(wildcard src/*.c)))
library-objects := \
  $(patsubst %.c,$(build)/%.o,$(sort $(wildcard src/*/*.c)))

$(build)/%.o: %.c
	mkdir -p $(@D)
	echo 'made $@'
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(build)/library.a: $(library-objects)
	rm -f $@
	ar rcsD $@ $^

$(programs): $(bin)/%: $(build)/src/%.o $(build)/library.a
	mkdir -p $(@D)
	echo 'made $@'
	$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)

-include $(patsubst src/%.c,$(build)/src/%.d,$(wildcard src/*.c)) \
  $(library-objects:.o=.d)
