# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

noinst_LIBRARIES += liblt-media.a
liblt_media_a_SOURCES = \
	src/media/lt-media.h \
	src/media/lt-media-convert.c \
	src/media/lt-media-copy.c \
	src/media/lt-media-file.c \
	src/media/lt-media-ogg.c \
	src/media/lt-media-plain.c \
	src/media/lt-media-private.h \
	src/media/lt-media-reader.c \
	src/media/lt-media-sniff.c \
	src/media/lt-media-stream.c \
	src/media/lt-media-stream-fill.c \
	src/media/lt-media-stream-private.h \
	src/media/lt-media-stream-rt.c \
	src/media/lt-media-temporary.c \
	src/media/lt-media-unpack.c \
	src/media/lt-media-writer.c
liblt_media_a_CPPFLAGS = $(AM_CPPFLAGS) $(SNDFILE_CFLAGS) $(SOXR_CFLAGS)
liblt_media_a_CFLAGS = $(AM_CFLAGS) -ffp-contract=off
liblt_media_a_LIBADD =
# What a program that links liblt-media.a needs besides liblt-base.a.
LT_MEDIA_LIBS = $(SNDFILE_LIBS) $(SOXR_LIBS) -lm

# One source for each instruction set.
LT_UNPACK_CFLAGS = $(AM_CFLAGS)
if X86
noinst_LIBRARIES += liblt-media-sse2.a liblt-media-avx2.a liblt-media-avx512.a
liblt_media_sse2_a_SOURCES = src/media/lt-media-unpack-isa.c
liblt_media_sse2_a_CPPFLAGS = $(liblt_media_a_CPPFLAGS) -DLT_ISA=sse2
liblt_media_sse2_a_CFLAGS = $(LT_UNPACK_CFLAGS) -msse2
liblt_media_avx2_a_SOURCES = src/media/lt-media-unpack-isa.c
liblt_media_avx2_a_CPPFLAGS = $(liblt_media_a_CPPFLAGS) -DLT_ISA=avx2
liblt_media_avx2_a_CFLAGS = $(LT_UNPACK_CFLAGS) -mavx2
liblt_media_avx512_a_SOURCES = src/media/lt-media-unpack-isa.c
liblt_media_avx512_a_CPPFLAGS = $(liblt_media_a_CPPFLAGS) -DLT_ISA=avx512
liblt_media_avx512_a_CFLAGS = $(LT_UNPACK_CFLAGS) -mavx512f -mavx512vl \
	-mavx512dq -mavx512bw
liblt_media_a_LIBADD += $(liblt_media_sse2_a_OBJECTS) \
	$(liblt_media_avx2_a_OBJECTS) $(liblt_media_avx512_a_OBJECTS)
else
noinst_LIBRARIES += liblt-media-generic.a
liblt_media_generic_a_SOURCES = src/media/lt-media-unpack-isa.c
liblt_media_generic_a_CPPFLAGS = $(liblt_media_a_CPPFLAGS) -DLT_ISA=generic
liblt_media_generic_a_CFLAGS = $(LT_UNPACK_CFLAGS)
liblt_media_a_LIBADD += $(liblt_media_generic_a_OBJECTS)
endif
liblt_media_a_DEPENDENCIES = $(liblt_media_a_LIBADD)
