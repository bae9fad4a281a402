# How a recipe makes a result: `$(record) COMMAND...` runs the command, checks
# and renames what it made, and leaves a result whose bytes did not change
# alone (see record.md).  In a COMMAND `{}` is the name to write to; otherwise
# its standard output is the result.

record = $(bin)/record --records=$(build)/record --target=$@ \
  $(addprefix --input=,$(filter-out %/analysis.rules,$^)) \
  $(addprefix --rules=,$(filter %/analysis.rules,$^)) --

# For a program that complains and goes on, as gnuplot does.
record-strictly = $(subst record --records,record --stderr=refuse --records,$(record))

# Tangling needs awk only, for it runs before anything is built.
$(build)/%/analysis.mk: analyses/%.md report/tangle.awk
	@mkdir -p $(@D)
	@awk -f report/tangle.awk $< > $@.part
	@mv $@.part $@

# The rules alone, without the lines of prose; every result depends on them, so
# that an edited rule is run again and an edited sentence is not.
$(build)/%/analysis.rules: $(build)/%/analysis.mk | $(bin)/record
	@$(record) awk NF $<

$(build)/%/targets.mk: $(build)/%/analysis.mk report/targets.awk
	@awk -v rules=$(build)/$*/analysis.rules -v record=$(bin)/record \
	  -f report/targets.awk $< > $@.part
	@mv $@.part $@

# Before Make compares times: results whose inputs were touched but not
# changed are told so.
ifneq ($(wildcard $(bin)/record),)
-include $(build)/settled.mk
$(build)/settled.mk: always
	@$(bin)/record settle --records=$(build)/record
	@test -e $@ || : > $@
endif
