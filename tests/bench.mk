# Times of whole processes beside R's.  Not a test: it takes minutes, and what
# is fast enough is for the reader of the report.

BENCH_ROWS ?= 1000000

bench-build := $(build)/bench

.PHONY: bench
bench: $(bin)/estimate $(bench-build)/cohort $(bench-build)/measure ## time estimate beside R (BENCH_ROWS=1000000)
	@tests/bench/run $(bin) $(bench-build) $(BENCH_ROWS) \
	  > $(bench-build)/report.part
	@mv $(bench-build)/report.part $(bench-build)/report.md
	@cat $(bench-build)/report.md

$(bench-build)/%: tests/bench/%.c
	mkdir -p $(@D)
	echo 'made $@'
	$(CC) $(CFLAGS) -o $@ $< -lm
