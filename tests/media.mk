# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

media_cppflags = $(AM_CPPFLAGS) -I$(top_srcdir)/tests $(GLIB_CFLAGS) \
	$(SNDFILE_CFLAGS)
media_libs = liblt-media.a liblt-base.a $(LT_MEDIA_LIBS) $(GLIB_LIBS)
media_tests = \
	tests/test-media-convert \
	tests/test-media-file \
	tests/test-media-reader \
	tests/test-media-stream \
	tests/test-media-unpack \
	tests/test-media-writer
check_PROGRAMS += $(media_tests)
TESTS += $(media_tests)
EXTRA_DIST += tests/media-rig.h

tests_test_media_reader_SOURCES = tests/test-media-reader.c
tests_test_media_reader_CPPFLAGS = $(media_cppflags)
tests_test_media_reader_LDADD = $(media_libs)
tests_test_media_unpack_SOURCES = tests/test-media-unpack.c
tests_test_media_unpack_CPPFLAGS = $(media_cppflags)
tests_test_media_unpack_LDADD = $(media_libs)
tests_test_media_stream_SOURCES = tests/test-media-stream.c
tests_test_media_stream_CPPFLAGS = $(media_cppflags)
tests_test_media_stream_LDADD = libtest-guard.a $(media_libs)
tests_test_media_stream_LDFLAGS = $(guard_ldflags)
tests_test_media_convert_SOURCES = tests/test-media-convert.c
tests_test_media_convert_CPPFLAGS = $(media_cppflags)
tests_test_media_convert_LDADD = $(media_libs)
tests_test_media_file_SOURCES = tests/test-media-file.c
tests_test_media_file_CPPFLAGS = $(media_cppflags)
tests_test_media_file_LDADD = $(media_libs)
tests_test_media_writer_SOURCES = tests/test-media-writer.c
tests_test_media_writer_CPPFLAGS = $(media_cppflags)
tests_test_media_writer_LDADD = $(media_libs)
