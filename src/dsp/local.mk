# SPDX-FileCopyrightText: 2026 The Longthrow authors
# SPDX-License-Identifier: GPL-3.0-or-later

# One source for each instruction set; contraction off for equal bits.
LT_DSP_CFLAGS = $(AM_CFLAGS) -ffp-contract=off -fno-math-errno -fno-trapping-math
noinst_LIBRARIES += liblt-dsp.a
liblt_dsp_a_SOURCES = \
	src/dsp/lt-dynamics.c src/dsp/lt-dynamics.h \
	src/dsp/lt-filters.c src/dsp/lt-filters.h \
	src/dsp/lt-kernels.c src/dsp/lt-kernels.h \
	src/dsp/lt-math.c src/dsp/lt-math.h \
	src/dsp/lt-oscillator.c src/dsp/lt-oscillator.h \
	src/dsp/lt-response.c src/dsp/lt-response.h \
	src/dsp/lt-saturation.c src/dsp/lt-saturation.h \
	src/dsp/lt-smooth.c src/dsp/lt-smooth.h \
	src/dsp/lt-translate.c src/dsp/lt-translate.h
liblt_dsp_a_CFLAGS = $(LT_DSP_CFLAGS)
liblt_dsp_a_LIBADD =

if X86
noinst_LIBRARIES += liblt-dsp-sse2.a liblt-dsp-avx2.a liblt-dsp-avx512.a
liblt_dsp_sse2_a_SOURCES = src/dsp/lt-kernels-isa.c \
	src/dsp/lt-dynamics-isa.c src/dsp/lt-filters-isa.c \
	src/dsp/lt-saturation-isa.c src/dsp/lt-vector.h
liblt_dsp_sse2_a_CPPFLAGS = $(AM_CPPFLAGS) -DLT_ISA=sse2 -DLT_W=4
liblt_dsp_sse2_a_CFLAGS = $(LT_DSP_CFLAGS) -msse2
liblt_dsp_avx2_a_SOURCES = src/dsp/lt-kernels-isa.c \
	src/dsp/lt-dynamics-isa.c src/dsp/lt-filters-isa.c \
	src/dsp/lt-saturation-isa.c src/dsp/lt-vector.h
liblt_dsp_avx2_a_CPPFLAGS = $(AM_CPPFLAGS) -DLT_ISA=avx2 -DLT_W=8
liblt_dsp_avx2_a_CFLAGS = $(LT_DSP_CFLAGS) -mavx2
liblt_dsp_avx512_a_SOURCES = src/dsp/lt-kernels-isa.c \
	src/dsp/lt-dynamics-isa.c src/dsp/lt-filters-isa.c \
	src/dsp/lt-saturation-isa.c src/dsp/lt-vector.h
liblt_dsp_avx512_a_CPPFLAGS = $(AM_CPPFLAGS) -DLT_ISA=avx512 -DLT_W=16
liblt_dsp_avx512_a_CFLAGS = $(LT_DSP_CFLAGS) -mavx512f -mavx512vl -mavx512dq \
	-mavx512bw -mprefer-vector-width=512
liblt_dsp_a_LIBADD += $(liblt_dsp_sse2_a_OBJECTS) \
	$(liblt_dsp_avx2_a_OBJECTS) $(liblt_dsp_avx512_a_OBJECTS)
liblt_dsp_a_DEPENDENCIES = $(liblt_dsp_a_LIBADD)
else
noinst_LIBRARIES += liblt-dsp-generic.a
liblt_dsp_generic_a_SOURCES = src/dsp/lt-kernels-isa.c \
	src/dsp/lt-dynamics-isa.c src/dsp/lt-filters-isa.c \
	src/dsp/lt-saturation-isa.c src/dsp/lt-vector.h
liblt_dsp_generic_a_CPPFLAGS = $(AM_CPPFLAGS) -DLT_ISA=generic -DLT_W=4
liblt_dsp_generic_a_CFLAGS = $(LT_DSP_CFLAGS)
liblt_dsp_a_LIBADD += $(liblt_dsp_generic_a_OBJECTS)
liblt_dsp_a_DEPENDENCIES = $(liblt_dsp_a_LIBADD)
endif
