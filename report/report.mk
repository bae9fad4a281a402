# The report: a page per study as HTML, PDF and DOCX, and the first page.
#
# A study's document says in its make blocks which of its files the page needs:
#   <study>-figures   paths of its SVG figures in $(build)/<study>/
#   <study>-verdicts  $(build)/<study>/verdicts.tsv, empty where nothing printed
#                     is checked
# and makes $(build)/<study>/ledger.tsv.  $(build)/<study>/score.tsv is read for
# every study that has verdicts.

report       := $(build)/report
weave        := report/weave.lua report/references.lua $(sort $(wildcard report/weave/*.lua))
bibliography := report/references.bib
pages        := $(report)/index.html $(report)/manual-library.html \
  $(programs:$(bin)/%=$(report)/manual-%.html) \
  $(foreach kind,html pdf docx,$(studies:%=$(report)/%.$(kind)))

# What every page is woven with; -M gives the filter its paths.
pandoc = pandoc --from=markdown-smart --preserve-tabs --no-highlight \
  --fail-if-warnings --lua-filter=report/weave.lua \
  --metadata=document:$< --metadata=studies:'$(studies)'
study-pandoc = $(pandoc) --metadata=study:$(basename $(@F)) \
  --metadata=build:$(build)/$(basename $(@F)) \
  --resource-path=$(build)/$(basename $(@F)) \
  --metadata=ledger:$(build)/$(basename $(@F))/ledger.tsv \
  --metadata=verdicts:$(filter %/verdicts.tsv,$^) \
  --citeproc --lua-filter=report/references.lua --bibliography=$(bibliography)
to-html = --to=html5 --template=report/page.html --shift-heading-level-by=1

# A figure for the PDF: WeasyPrint draws paths, but not gnuplot's markers.
$(build)/%-print.svg: $(build)/%.svg
	$(record) rsvg-convert --format=svg --output={} $<

# A figure for word processors.
$(build)/%.png: $(build)/%.svg
	$(record) rsvg-convert --width=1890 --keep-aspect-ratio \
	  --background-color=white --output={} $<

# The manual: a page per program, and one of the library's public headers.
manual = report/manual.lua $(weave) report/page.html report/style.css
manual-page = $(record) pandoc --from=markdown-smart --preserve-tabs --no-highlight \
  --lua-filter=report/manual.lua --metadata=studies:'$(studies)' \
  --metadata=styles:report/style.css $(to-html) --output={} $<

$(report)/manual-%.html: src/%.md $(manual)
	$(manual-page) --toc --toc-depth=2

$(report)/manual-library.html: $(build)/library.md $(manual)
	$(manual-page) --toc --toc-depth=2

$(build)/library.md: $(staged)/headers report/headers.awk $(survival-headers)
	$(record) xargs --arg-file=$< awk -f report/headers.awk

.PHONY: report
report: $(pages) ## build everything and say where it is
# A goal that has something to say is never up to date, so not under -q.
ifeq ($(findstring q,$(firstword -$(MAKEFLAGS))),)
	@echo 'the report is $(report)/index.html'
endif

.SECONDEXPANSION:

$(studies:%=$(report)/%.html): $(report)/%.html: analyses/%.md \
  $(build)/%/ledger.tsv $$($$*-verdicts) $$($$*-figures) \
  $(weave) $(bibliography) report/page.html report/style.css
	$(record) $(study-pandoc) $(to-html) --toc --toc-depth=2 \
	  --metadata=styles:report/style.css --output={} $<

$(studies:%=$(report)/%.pdf): $(report)/%.pdf: analyses/%.md \
  $(build)/%/ledger.tsv $$($$*-verdicts) $$($$*-figures:.svg=-print.svg) \
  $(weave) $(bibliography) report/page.html report/style.css report/print.css
	$(record) $(study-pandoc) $(to-html) --pdf-engine=weasyprint \
	  --pdf-engine-opt=-q \
	  --metadata=figures:-print \
	  --metadata=styles:'report/style.css report/print.css' --output={} $<

$(studies:%=$(report)/%.docx): $(report)/%.docx: analyses/%.md \
  $(build)/%/ledger.tsv $$($$*-verdicts) $$($$*-figures) \
  $$($$*-figures:.svg=.png) $(weave) $(bibliography) report/reference.docx
	$(record) $(study-pandoc) --to=docx \
	  --reference-doc=report/reference.docx --output={} $<

$(report)/index.html: report/index.md $(studies:%=analyses/%.md) \
  $$(foreach study,$$(studies),$$(if $$($$(study)-verdicts), \
    $$(build)/$$(study)/score.tsv)) \
  $(weave) report/page.html report/style.css
	$(record) $(pandoc) $(to-html) \
	  --metadata=documents:'$(filter analyses/%.md,$^)' \
	  --metadata=scores:'$(filter %/score.tsv,$^)' \
	  --metadata=styles:report/style.css --output={} $<
