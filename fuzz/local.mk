# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# A target is built twice from the same file: with --enable-fuzzing for
# libFuzzer (fuzz/fuzz-text -max_total_time=60 fuzz/corpus/text), and always as
# a test that replays its corpus (fuzz/replay-text).

EXTRA_DIST += fuzz/corpus

check_PROGRAMS += fuzz/replay-text
TESTS += fuzz/replay-text
fuzz_replay_text_SOURCES = fuzz/fuzz-text.c fuzz/fuzz.h fuzz/replay.c
fuzz_replay_text_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/fuzz \
	-DLT_CORPUS=\"fuzz/corpus/text\"
fuzz_replay_text_LDADD = liblt-core.a liblt-base.a -lm

if FUZZING
noinst_PROGRAMS += fuzz/fuzz-text
fuzz_fuzz_text_SOURCES = fuzz/fuzz-text.c fuzz/fuzz.h
fuzz_fuzz_text_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/fuzz
fuzz_fuzz_text_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_fuzz_text_LDADD = liblt-core.a liblt-base.a -lm
endif
