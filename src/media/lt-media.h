// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/lt-status.h"
#include "core/lt-limits.h"
#include "core/lt-source.h"

#include <stddef.h>

/**
   Sound files: looking into them, streaming them from disk, converting,
   writing. One page, five parts. GLib may be used, but not in anything that
   the process thread calls.
*/

// --- looking (lt-media-file.c) ---

typedef struct {
  uint32_t rate;
  uint32_t n_channels;
  int64_t  frames;
  bool     is_plain; ///< PCM or float that is read raw, without libsndfile
  bool     can_seek; ///< Any place can be reached without decoding all before
  char     text[64]; ///< For the person: "WAV, 24-bit PCM"
} LtMediaInfo;

/**
   Look into a file. Safe formats alone (WAV, WAVEX, RF64, W64, AIFF, AU, CAF
   with PCM or float; FLAC, Ogg Vorbis, Opus, MP3), bounded and plausible
   figures. Failure: LT_NOT_FOUND, LT_FORMAT, LT_IO; the message names the file.
   Thread: any but process.
*/
LtStatus lt_media_look (const char *path, LtMediaInfo *info, LtError *error);

/** Whether the file cannot be read from any place with the same samples as
    from its beginning, so that it must be decoded into cache/ once. */
bool lt_media_needs_decode (const LtMediaInfo *info);

/** Whether the file's name ends like a sound file, for folders. */
bool lt_media_is_sound_name (const char *path);

// --- reading (lt-media-reader.c) ---

/**
   Reads frames of some channels of a file as planar floats: integers as
   i / 2^(bits-1), bit for bit as libsndfile does. A lossy file is decoded in
   pieces of 131072 frames, each from a fresh decoder that begins 1/4 s early,
   so that a sample never depends on where reading began: Opus decoders forget
   their past only in the limit.
*/
typedef struct LtReader LtReader;

LtStatus lt_reader_open (const char *path,
                         uint32_t    first_channel,
                         uint32_t    n_channels,
                         LtReader  **reader,
                         LtError    *error);
void     lt_reader_free (LtReader *reader);
int64_t  lt_reader_frames (const LtReader *reader);
LtStatus lt_reader_seek (LtReader *reader, int64_t frame);
/** @return frames read (fewer at the end), or -1: the disk failed. */
int64_t lt_reader_read (LtReader *reader, float *const *out, uint32_t n);

// --- streaming (lt-media-stream.c) ---

/**
   The disk thread and its streams. A stream is an LtSource for the engine: one
   single-reader single-writer ring of planar floats that the disk thread
   keeps full, with marks that say which song frame a place in the ring is.
   A read at a song frame that is not there gives silence with smoothed edges
   (64 frames), counts an underrun if the disk was to blame, and comes back in
   step by itself as soon as the disk has it.

   Loop: the disk thread writes the stream in play order, round the loop; the
   first 128 frames after a wrap cross-fade (raised cosine) from what would
   have followed the loop's end, tied to the song frame. A loop shorter than
   1/10 s does not loop. A change of the loop holds for what is not yet in the
   ring; if the ring is already past that place it is filled anew.
*/
typedef struct LtStreams LtStreams;
typedef struct LtStream  LtStream;

/** @param ring_frames  Read ahead, a power of two: 131072 live, 16384 offline
 */
LtStreams *lt_streams_new (uint32_t rate, uint32_t ring_frames);
void       lt_streams_free (LtStreams *streams); ///< All streams closed before
/** Frames [start, end) go round from now on; `on` false: straight on. */
void lt_streams_set_loop (LtStreams *streams,
                          bool       on,
                          int64_t    start,
                          int64_t    end);
/**
   Open a file of the engine's own rate; it begins at song frame `start`. The
   stream fills from song frame `at`. Files are looked at in the calling
   thread, read in the disk thread alone.
*/
LtStatus  lt_stream_open (LtStreams  *streams,
                          const char *path,
                          uint32_t    first_channel,
                          uint32_t    n_channels,
                          int64_t     start,
                          int64_t     at,
                          LtStream  **stream,
                          LtError    *error);
void      lt_stream_close (LtStream *stream); ///< The engine has given it back
LtSource *lt_stream_source (LtStream *stream);
/** The stream that a source belongs to. */
LtStream *lt_stream_of_source (LtSource *source);
/** Underruns so far, of this stream and of all. Any thread. */
uint32_t lt_stream_n_underruns (const LtStream *stream);
uint32_t lt_streams_n_underruns (const LtStreams *streams);
/** A stream's disk has failed for good (file gone, read error). Any thread. */
bool lt_stream_has_failed (const LtStream *stream);
/**
   Offline and freewheeling only: wait until every stream has `n_frames` to
   read at its place, or is at its file's end, or 10 s are over (false).
   Thread: process, through the engine's wait function alone.
*/
bool lt_streams_wait (LtStreams *streams, uint32_t n_frames);
/** For tests of faults: the disk thread stops reading for a while. */
void lt_streams_stall (LtStreams *streams, bool stalled);

// --- converting (lt-media-convert.c) ---

/** Progress 0..1; @return false to cancel. Worker thread. */
typedef bool (*LtProgress) (void *data, double progress);

/**
   Write `from` at another rate to `to` (float WAV, or RF64 above 4 GiB): soxr
   VHQ. Written beside it first, then renamed; nothing is left after a cancel
   or a failure.
*/
LtStatus lt_media_convert (const char *from,
                           const char *to,
                           uint32_t    rate,
                           LtProgress  progress,
                           void       *data,
                           LtError    *error);

/** Copy a file into a folder under a free name; @return new path in `to`
    (`size` bytes). Written, fsynced, renamed; cancelled: nothing is left. */
LtStatus lt_media_copy (const char *from,
                        const char *folder,
                        char       *to,
                        size_t      size,
                        LtProgress  progress,
                        void       *data,
                        LtError    *error);

// --- writing (lt-media-writer.c) ---

typedef enum { LT_SUBTYPE_FLOAT, LT_SUBTYPE_PCM24, LT_SUBTYPE_PCM16 } LtSubtype;

/** Writes interleaved floats; the format by the path's ending (.wav, .rf64,
    .w64, .flac, .aiff, .ogg, .opus, .mp3). Written under a temporary name;
    lt_writer_finish renames. WAV above 4 GiB becomes RF64 by itself. */
typedef struct LtWriter LtWriter;

LtStatus lt_writer_open (const char *path,
                         uint32_t    rate,
                         uint32_t    n_channels,
                         LtSubtype   subtype,
                         bool        dither,
                         LtWriter  **writer,
                         LtError    *error);
/** PCM: TPDF dither of fixed seed when asked, then rounded and clipped.
    Failure: LT_IO (disk full); the message names the file. */
LtStatus lt_writer_write (LtWriter    *writer,
                          const float *interleaved,
                          uint32_t     n_frames,
                          LtError     *error);
LtStatus lt_writer_finish (LtWriter *writer, LtError *error); ///< And free
void     lt_writer_abandon (LtWriter *writer); ///< Remove and free
