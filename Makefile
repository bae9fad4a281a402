# relit: survival analyses that are rebuilt from their raw tables.
# One graph: this file, the fragments it includes, and the make blocks of the
# documents in analyses/.  `make` alone lists the goals.

SHELL       := bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-builtin-rules --no-builtin-variables
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:
.DEFAULT_GOAL := help

# Same inputs, same bytes.
export LC_ALL            := C
export TZ                := UTC0
export SOURCE_DATE_EPOCH := 315532800

build := build
bin    = $(build)/bin

include src/build.mk
