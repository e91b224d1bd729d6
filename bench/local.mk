# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Figures, never asserted: medians on this machine.
EXTRA_DIST += bench/mixdown bench/peers
bench: all tests/make-waves bench/bench-media bench/bench-saturation
	@for isa in sse2 avx2 avx512; do \
	  ./longthrow-cli bench --isa $$isa || true; done
	@./longthrow-cli bench --strips 512
	@$(SHELL) $(srcdir)/bench/mixdown .
	@bench/bench-media
	@bench/bench-saturation
	@if test -x ./longthrow && command -v Xvfb >/dev/null; then \
	  $(srcdir)/bench/ui-cpu . || true; fi

EXTRA_PROGRAMS += bench/bench-media bench/bench-saturation
bench_bench_media_SOURCES = bench/bench-media.c
bench_bench_media_CPPFLAGS = $(AM_CPPFLAGS) $(SNDFILE_CFLAGS)
bench_bench_media_LDADD = liblt-media.a liblt-base.a $(LT_MEDIA_LIBS)
bench_bench_saturation_SOURCES = bench/bench-saturation.c
bench_bench_saturation_LDADD = liblt-dsp.a liblt-base.a
CLEANFILES += bench/bench-media bench/bench-saturation

# Beside the peers that are installed: minutes.
bench-peers: all tests/make-waves
	@$(srcdir)/bench/peers .
.PHONY: bench-peers
