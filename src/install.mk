# `make install`: the programs behind one name, `relit`; their manual pages; the
# library of estimators for other programs; completion for bash and zsh.
#
# Nothing is listed here twice: programs and methods are those that --help
# names, public headers those that do not say that they are internal, public
# names the functions that these declare.

PREFIX  ?= /usr/local
LIBDIR  ?= $(PREFIX)/lib
DESTDIR ?=

staged  := $(build)/install
soname  := librelit.so.$(firstword $(subst ., ,$(version)))
library := librelit.so.$(version)
front   := $(bin)/relit
man-pages := $(staged)/relit.1 $(programs:$(bin)/%=$(staged)/relit-%.1)
staged-library := $(staged)/librelit.a $(staged)/$(library)
completion     := $(staged)/relit.bash $(staged)/relit.zsh
to-install := $(programs) $(front) $(man-pages) $(staged-library) $(completion) \
  $(staged)/headers

survival-headers := $(sort $(wildcard src/survival/*.h))
library-libs     := -lgsl -lgslcblas -lm
# position-independent, in a folder of their own
pic-objects := $(patsubst src/%.c,$(staged)/%.o,\
  $(sort $(wildcard src/survival/*.c)))

# What is in a folder: a file that is gone is a change too.
$(staged)/headers: src/public-headers.awk $(survival-headers) src/survival
	mkdir -p $(@D)
	awk -f $< $(survival-headers) > $@

$(staged)/names: src/public-names.awk $(staged)/headers $(survival-headers)
	awk -f $< $$(< $(staged)/headers) | sort > $@

# The version script: what other programs may call, and nothing else.
$(staged)/librelit.map: $(staged)/names src/install.mk
	{ echo 'RELIT_$(firstword $(subst ., ,$(version))) {'; echo 'global:'; \
	  sed 's/.*/	&;/' $<; echo 'local:'; echo '	*;'; echo '};'; } > $@

$(pic-objects): $(staged)/%.o: src/%.c
	mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<

$(staged)/librelit.a: $(pic-objects) src/install.mk
	rm -f $@
	ar rcsD $@ $(pic-objects)

$(staged)/$(library): $(staged)/librelit.map $(pic-objects) src/install.mk
	$(CC) $(CFLAGS) -shared -Wl,-soname,$(soname) -Wl,--version-script=$< \
	  $(if $(SANITIZE),,-Wl,-z,defs) -o $@ $(pic-objects) $(library-libs)

# Every word of every command line, as --help has it.
$(staged)/commands: src/completion/commands $(programs)
	mkdir -p $(@D)
	$< $(bin) $(notdir $(programs)) > $@

$(front): src/relit.sh src/fill.awk $(staged)/commands VERSION
	awk -v version='$(version)' -f src/fill.awk $(staged)/commands $< > $@
	chmod +x $@

$(completion): $(staged)/%: src/completion/% src/fill.awk $(staged)/commands
	awk -v version='$(version)' -f src/fill.awk $(staged)/commands $< > $@

$(man-pages): src/man.awk
	mkdir -p $(@D)
	awk -v names='$(notdir $(programs))' -f $< $(filter %.md,$^) | \
	  pandoc -f markdown-smart -s -t man \
	    -V footer='relit $(version)' -o $@
$(staged)/relit.1: src/relit.md VERSION
$(programs:$(bin)/%=$(staged)/relit-%.1): $(staged)/relit-%.1: src/%.md VERSION

to     := $(DESTDIR)$(PREFIX)
to-lib := $(DESTDIR)$(LIBDIR)
to-man := $(to)/share/man/man1
completion-for-bash := $(to)/share/bash-completion/completions
completion-for-zsh  := $(to)/share/zsh/site-functions

.PHONY: install uninstall
install: $(to-install) ## programs, library, manuals below PREFIX, or uninstall
	case '$(PREFIX):$(LIBDIR)' in /*:/*) ;; \
	  *) echo 'PREFIX and LIBDIR begin with /' >&2; exit 2 ;; esac
	install -d '$(to)/bin' '$(to)/libexec/relit' '$(to-man)' \
	  '$(to-lib)/pkgconfig' '$(to)/include/relit/survival' \
	  '$(completion-for-bash)' '$(completion-for-zsh)'
	install -m 755 $(front) '$(to)/bin'
	install -m 755 $(programs) '$(to)/libexec/relit'
	install -m 644 $(man-pages) '$(to-man)'
	install -m 644 $$(< $(staged)/headers) '$(to)/include/relit/survival'
	install -m 644 $(staged)/librelit.a '$(to-lib)'
	install -m 755 $(staged)/$(library) '$(to-lib)'
	ln -sf $(library) '$(to-lib)/$(soname)'
	ln -sf $(soname) '$(to-lib)/librelit.so'
	sed -e 's|@prefix@|$(PREFIX)|' -e 's|@libdir@|$(LIBDIR)|' \
	  -e 's|@version@|$(version)|' -e 's|@libs@|$(library-libs)|' \
	  src/relit.pc.in > '$(to-lib)/pkgconfig/relit.pc'
	chmod 644 '$(to-lib)/pkgconfig/relit.pc'
	install -m 644 $(staged)/relit.bash '$(completion-for-bash)/relit'
	install -m 644 $(staged)/relit.zsh '$(completion-for-zsh)/_relit'

uninstall:
	rm -rf '$(to)/libexec/relit' '$(to)/include/relit'
	rm -f '$(to)/bin/relit' '$(to-lib)/librelit.a' '$(to-lib)/librelit.so' \
	  '$(to-lib)/$(soname)' '$(to-lib)/$(library)' \
	  '$(to-lib)/pkgconfig/relit.pc' \
	  '$(completion-for-bash)/relit' '$(completion-for-zsh)/_relit'
	for page in $(notdir $(man-pages)); do rm -f '$(to-man)'/$$page; done

# These two pages run what is made here.
$(build)/tests/pages/src/relit.md.result: $(front)
$(build)/tests/pages/tests/cli/install.md.result: $(to-install) src/relit.pc.in
accept: $(to-install)

-include $(pic-objects:.o=.d)
