# relit: survival analyses that are rebuilt from their raw tables.
#
# One graph: this file, the fragments it includes, and the make blocks of the
# documents in analyses/, tangled into build/STUDY/analysis.mk.  Everything
# made goes to build/, so `rm -r build` is always safe.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-builtin-rules --no-builtin-variables
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

# Same inputs, same bytes, wherever and whenever they are made.
export LC_ALL            := C
export TZ                := UTC0
export SOURCE_DATE_EPOCH := 315532800

build    := build
SANITIZE ?=
ifneq ($(SANITIZE),)# a tree of its own, nothing mixed
build    := build/sanitize
endif
bin      := $(build)/bin
studies  := $(patsubst analyses/%.md,%,$(sort $(wildcard analyses/*.md)))
goals    := $(or $(MAKECMDGOALS),help)

export PATH := $(CURDIR)/$(bin):$(PATH)

# `make V=1` shows each command; otherwise only what is made is named.
V ?=
ifeq ($(V),)
MAKEFLAGS += --silent
endif

# Each goal below has its line of help behind `##`.
.PHONY: help deps report check accept clean always
help: ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' \
	  src/deps.mk report/report.mk tests/check.mk tests/bench.mk \
	  src/install.mk Makefile

clean: ## remove everything made
	rm -rf $(build)

include src/deps.mk
ifneq ($(filter-out help deps clean,$(goals)),)
include src/build.mk
include src/install.mk
endif
# An installation needs no study.
ifneq ($(filter-out help deps clean install uninstall,$(goals)),)
include src/record.mk
include $(studies:%=$(build)/%/analysis.mk) $(studies:%=$(build)/%/targets.mk)
include report/report.mk
include tests/check.mk
include tests/bench.mk
endif
