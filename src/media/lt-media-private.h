// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "media/lt-media.h"

#include <sndfile.h>

/** What the files of this layer share. Thread: any but process. */

// --- raw samples (lt-media-unpack.c) ---

typedef enum { LT_RAW_S16, LT_RAW_S24, LT_RAW_S32, LT_RAW_F32 } LtRaw;
enum { LT_N_RAW = 4, LT_RAW_SLACK = 64 };

/**
   Little-endian interleaved samples to planar floats: integers become
   i / 2^(bits-1), the 32-bit ones rounded to nearest; floats stay as they are.
   Every variant gives the same bits.
   @param in       n frames of n_in channels; LT_RAW_SLACK bytes behind them
                   are readable too
   @param first    First channel wanted
   @param n_out    Channels wanted, first + n_out <= n_in
   @param out      n_out x n, any alignment
*/
typedef void LtUnpackFunc (const uint8_t *in,
                           uint32_t       n_in,
                           uint32_t       first,
                           uint32_t       n_out,
                           float *const  *out,
                           uint32_t       n);

typedef struct {
  const char   *name; ///< "sse2", "avx2", "avx512", "generic"
  LtUnpackFunc *unpack[LT_N_RAW];
} LtUnpack;

/** All variants built, best first, ended by NULL. */
extern const LtUnpack *const lt_unpack_all[];
/** Whether this processor can run it. */
bool lt_unpack_can_run (const LtUnpack *unpack);
/** The best that this processor can run. */
const LtUnpack *lt_unpack_best (void);

static inline uint32_t
lt_raw_bytes (LtRaw raw)
{
  return raw == LT_RAW_S16 ? 2 : raw == LT_RAW_S24 ? 3 : 4;
}

// --- headers (lt-media-plain.c, lt-media-sniff.c) ---

typedef struct {
  LtRaw    raw;
  uint32_t rate;
  uint32_t n_channels;
  int64_t  offset; ///< Of the first sample, bytes
  int64_t  frames;
} LtPlain;

/** What a file's first bytes say about how it may be opened. */
typedef enum {
  LT_SNIFF_UNKNOWN,  ///< No format that is known here
  LT_SNIFF_DAMAGED,  ///< Known, but its header makes no sense
  LT_SNIFF_REFUSED,  ///< Known, but with a codec that is not let in
  LT_SNIFF_PLAIN,    ///< Read raw, LtPlain is filled in
  LT_SNIFF_LIBRARY,  ///< PCM or float that libsndfile may open
  LT_SNIFF_LOSSLESS, ///< FLAC for libsndfile
  LT_SNIFF_LOSSY,    ///< Vorbis, Opus, MP3 for libsndfile
} LtSniff;

/**
   Look at the header before any library does, so that codecs with a bad
   record are never reached. `size` is the file's.
*/
LtSniff lt_media_sniff (int fd, int64_t size, LtPlain *plain);
/** The part for RIFF, RIFX, RF64 and W64. */
LtSniff lt_plain_sniff (int fd, int64_t size, LtPlain *plain);
/** pread of exactly n bytes at `at`; false: not there. */
bool lt_media_pread (int fd, void *bytes, size_t n, int64_t at);

// --- an open file (lt-media-file.c) ---

typedef struct {
  int         fd;
  LtSniff     kind;
  LtPlain     plain; ///< If kind is LT_SNIFF_PLAIN
  SNDFILE    *file;  ///< Otherwise; reads `fd`, does not close it
  LtMediaInfo info;
} LtMedia;

LtStatus lt_media_open (const char *path, LtMedia *media, LtError *error);
/** Open the library's decoder anew at the file's beginning; false: failed. */
bool lt_media_reopen (LtMedia *media);
void lt_media_close (LtMedia *media);

/** Give the one stream of an Ogg file another serial number: libsndfile draws
    it by lot, and the same sound shall be the same bytes. `fd` may be read and
    written; false: the disk refused. */
bool lt_ogg_set_serial (int fd, uint32_t serial);

// --- reading ---

/** Room for a block of raw bytes; one for all readers of a thread. */
typedef struct {
  uint8_t *bytes; ///< LT_SCRATCH_BYTES, and LT_RAW_SLACK behind
} LtScratch;
enum { LT_SCRATCH_BYTES = 256 * 1024 };

bool lt_scratch_init (LtScratch *scratch);
void lt_scratch_clear (LtScratch *scratch);

/** As lt_reader_open; `scratch` is used by reads (NULL: one of its own). */
LtStatus lt_reader_open_with (const char *path,
                              uint32_t    first_channel,
                              uint32_t    n_channels,
                              LtScratch  *scratch,
                              LtReader  **reader,
                              LtError    *error);
uint32_t lt_reader_rate (const LtReader *reader);

enum {
  /** Lossy files are decoded in pieces of so many frames, each from a fresh
      decoder, so that a sample does not depend on where reading began. */
  LT_PIECE_FRAMES = 131072,
  /** Decoded before a piece and dropped: 1/4 s at 48 kHz. */
  LT_PIECE_PREROLL = 12000,
};

// --- files beside the final one (lt-media-temporary.c) ---

/** A file that is written beside `path` and takes its name when it is whole. */
typedef struct {
  int  fd;
  char path[LT_MAX_TEXT];
  char temporary[LT_MAX_TEXT];
} LtTemporary;

LtStatus lt_temporary_open (LtTemporary *t, const char *path, LtError *error);
/** fsync, rename, fsync of the folder. `replace` false: only to a free name;
    LT_EXISTS leaves the file, so that another `path` may be tried. After any
    other failure it is gone. */
LtStatus lt_temporary_finish (LtTemporary *t, bool replace, LtError *error);
/** Remove it; nothing if it was finished. */
void lt_temporary_abandon (LtTemporary *t);
/** The sentence for a write that failed with `code` (an errno). */
LtStatus lt_temporary_fail (const char *path, int code, LtError *error);
