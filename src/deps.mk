# What the build runs, and the Debian package it comes with.  A row is
# COMMAND=PACKAGE or FILE=PACKAGE.  Looking is pure Make, so that a machine
# without a compiler can still be told what it lacks.
needs := \
  gcc=gcc \
  ar=binutils \
  /usr/include/stdio.h=libc6-dev \
  /usr/include/gsl/gsl_cdf.h=libgsl-dev \
  /usr/include/xxhash.h=libxxhash-dev \
  gnuplot=gnuplot-nox \
  pandoc=pandoc \
  pkg-config=pkgconf \
  weasyprint=weasyprint \
  rsvg-convert=librsvg2-bin \
  /usr/share/fonts/truetype/liberation*=fonts-liberation

word-before-equals = $(firstword $(subst =, ,$1))
word-after-equals  = $(lastword $(subst =, ,$1))
is-here = $(wildcard \
  $(if $(filter /%,$1),$1,$(addsuffix /$1,$(subst :, ,$(PATH)))))

missing := $(strip $(foreach need,$(needs),\
  $(if $(call is-here,$(call word-before-equals,$(need))),,$(need))))
missing-packages := $(foreach need,$(missing),$(call word-after-equals,$(need)))
missing-names    := $(foreach need,$(missing),$(call word-before-equals,$(need)))

ifeq ($(filter help deps clean,$(goals)),)
ifneq ($(missing),)
$(error missing: $(missing-names). \
  `make deps` installs what is missing (Debian: $(missing-packages)))
endif
endif

as-root = $(if $(filter 0,$(shell id -u)),,sudo)

deps: ## install what is missing of the tools (apt; else name them)
ifneq ($(missing),)
	@if ! command -v apt-get > /dev/null; then \
	  echo 'missing: $(missing-names)' >&2; \
	  echo 'no apt-get here: install them with this system'"'"'s packages' \
	    '(in Debian: $(missing-packages))' >&2; \
	  exit 1; \
	fi
	$(as-root) apt-get update -q
	$(as-root) env DEBIAN_FRONTEND=noninteractive \
	  apt-get install -q -y --no-install-recommends $(missing-packages)
endif
