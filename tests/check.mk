# The tests.  Each is a target: a file of its counts and of what it said, made
# again only when something it reads has changed.  A failure does not stop the
# others; it is shown at the end and its file removed, so that it runs again.
#
# A test ends with the line `passed N failed N skipped N`; one that does not is
# a single test, judged by its status (77: skipped).  tests/result does this.

SHARED ?= ../shared

check-build := $(build)/tests
check-pages := $(sort $(wildcard tests/cli/*.md tests/bugs/*.md src/*.md)) \
  $(wildcard README.md)
check-units := $(patsubst %.c,%,$(sort $(wildcard tests/unit/*-test.c)))
check-c     := $(sort $(wildcard src/*.[ch] src/*/*.[ch] tests/unit/*.[ch]))
# what a page may read beside the programs: it names files by $RELIT
check-reads := $(sort $(wildcard Makefile src/*.mk analyses/* figures/* \
  report/* report/*/* data/* data/*/* data/*/*/*))

check-results := \
  $(check-pages:%=$(check-build)/pages/%.result) \
  $(check-units:%=$(build)/%.result) \
  $(programs:$(bin)/%=$(check-build)/options/%.result) \
  $(check-build)/layers.result \
  $(check-build)/layout.result \
  $(check-build)/verbatim.result \
  $(patsubst tests/%,$(check-build)/%.result,$(wildcard \
    tests/reference/compare tests/random-bytes))

check: $(check-results) ## run the tests that something has changed for
	@tests/summary $(check-results)

accept: $(programs) ## write what the programs say now into the transcripts
	@for page in $(check-pages); do \
	  BIN=$(abspath $(bin)) tests/transcript $$page > $(build)/accept.part; \
	  cmp -s $(build)/accept.part $$page || \
	    { echo "$$page"; cat $(build)/accept.part > $$page; }; \
	done; rm -f $(build)/accept.part

$(check-results): tests/result

$(check-pages:%=$(check-build)/pages/%.result): $(check-build)/pages/%.result: % \
  tests/transcript tests/summary $(programs) $(check-reads)
	@BIN=$(abspath $(bin)) tests/result $@ tests/transcript --check $<

$(check-units:%=$(build)/%.result): %.result: %
	@GSL_TEST_VERBOSE=1 tests/result $@ $<

$(check-units:%=$(build)/%): %: %.o $(build)/library.a
	$(CC) $(CFLAGS) -o $@ $^ $(LDLIBS)

-include $(check-units:%=$(build)/%.d)

$(check-build)/options/%.result: tests/options src/%.md $(bin)/%
	@tests/result $@ tests/options $(bin)/$* src/$*.md

# A program without its page is a failure, not a missing target.
src/%.md: ;

$(check-build)/layers.result: tests/layers $(check-c)
	@tests/result $@ tests/layers

$(check-build)/layout.result: tests/layout src/.clang-format $(check-c)
	@tests/result $@ tests/layout $(check-c)

$(check-build)/verbatim.result: tests/verbatim $(check-pages) $(check-c) \
  $(check-reads)
	@tests/result $@ tests/verbatim $(SHARED)/tools/verbatim

$(check-build)/reference/compare.result: \
  $(sort $(wildcard tests/reference/*)) $(programs) $(check-reads)
	@BIN=$(abspath $(bin)) tests/result $@ tests/reference/compare

$(check-build)/random-bytes.result: tests/random-bytes $(programs)
	@tests/result $@ tests/random-bytes $(bin)
