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

check_PROGRAMS += fuzz/replay-session fuzz/replay-preset fuzz/replay-link
TESTS += fuzz/replay-session fuzz/replay-preset fuzz/replay-link
fuzz_session_libs = liblt-session.a liblt-core.a liblt-base.a $(JSON_LIBS) $(GLIB_LIBS) -lm
fuzz_session_cppflags = $(AM_CPPFLAGS) $(GLIB_CFLAGS) $(JSON_CFLAGS) -I$(top_srcdir)/fuzz
fuzz_replay_session_SOURCES = fuzz/fuzz-session.c fuzz/fuzz.h fuzz/replay.c
fuzz_replay_session_CPPFLAGS = $(fuzz_session_cppflags) -DLT_CORPUS=\"fuzz/corpus/session\"
fuzz_replay_session_LDADD = $(fuzz_session_libs)
fuzz_replay_preset_SOURCES = fuzz/fuzz-preset.c fuzz/fuzz.h fuzz/replay.c
fuzz_replay_preset_CPPFLAGS = $(fuzz_session_cppflags) -DLT_CORPUS=\"fuzz/corpus/preset\"
fuzz_replay_preset_LDADD = $(fuzz_session_libs)
fuzz_replay_link_SOURCES = fuzz/fuzz-link.c fuzz/fuzz.h fuzz/replay.c
fuzz_replay_link_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/fuzz -DLT_CORPUS=\"fuzz/corpus/link\"
fuzz_replay_link_LDADD = liblt-link.a liblt-core.a liblt-base.a -lm

if FUZZING
noinst_PROGRAMS += fuzz/fuzz-session fuzz/fuzz-preset fuzz/fuzz-link
fuzz_fuzz_session_SOURCES = fuzz/fuzz-session.c fuzz/fuzz.h
fuzz_fuzz_session_CPPFLAGS = $(fuzz_session_cppflags)
fuzz_fuzz_session_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_fuzz_session_LDADD = $(fuzz_session_libs)
fuzz_fuzz_preset_SOURCES = fuzz/fuzz-preset.c fuzz/fuzz.h
fuzz_fuzz_preset_CPPFLAGS = $(fuzz_session_cppflags)
fuzz_fuzz_preset_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_fuzz_preset_LDADD = $(fuzz_session_libs)
fuzz_fuzz_link_SOURCES = fuzz/fuzz-link.c fuzz/fuzz.h
fuzz_fuzz_link_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/fuzz
fuzz_fuzz_link_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz_fuzz_link_LDADD = liblt-link.a liblt-core.a liblt-base.a -lm
endif
