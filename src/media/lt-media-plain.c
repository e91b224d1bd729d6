// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// RIFF and RF64: EBU Tech 3306, ITU-R BS.2088; WAVE_FORMAT_EXTENSIBLE and W64
// by their GUIDs. All figures are the file's and are checked before use.

#include "media/lt-media-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { MAX_CHUNKS = 4096, TAG_PCM = 1, TAG_FLOAT = 3, TAG_EXTENSIBLE = 0xfffe };

typedef struct {
  int      fd;
  int64_t  size; ///< Of the file
  bool     is_big;
  bool     is_w64;
  bool     has_fmt, has_data;
  uint64_t long_data; ///< Of ds64
  uint32_t tag, bits, align, n_channels, rate;
  int64_t  data;      ///< First byte of the samples
  uint64_t data_size; ///< As the chunk says
} Riff;

typedef struct {
  char     id[4];
  int64_t  at;   ///< First byte of the content
  uint64_t size; ///< Of the content, as said
  int64_t  next; ///< The chunk after, or -1
} Chunk;

bool
lt_media_pread (int fd, void *bytes, size_t n, int64_t at)
{
  uint8_t *p = bytes;
  while (n > 0) {
    ssize_t got = pread (fd, p, n, at);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    p += got;
    n -= (size_t)got;
    at += got;
  }
  return true;
}

static uint32_t
get (const uint8_t *p, int n, bool is_big)
{
  uint32_t x = 0;
  for (int i = 0; i < n; i++)
    x |= (uint32_t)p[is_big ? n - 1 - i : i] << (8 * i);
  return x;
}

static uint64_t
get64 (const uint8_t *p)
{
  return get (p, 4, false) | (uint64_t)get (p + 4, 4, false) << 32;
}

/// The last twelve bytes of the GUIDs of W64's chunks.
static const uint8_t w64_rest[12] =
  {0xf3, 0xac, 0xd3, 0x11, 0x8c, 0xd1, 0x00, 0xc0, 0x4f, 0x8e, 0xdb, 0x8a};

static bool
read_chunk (const Riff *riff, int64_t at, Chunk *chunk)
{
  uint8_t        head[24];
  const unsigned n = riff->is_w64 ? 24 : 8;
  if (at < 0 || at + n > riff->size || !lt_media_pread (riff->fd, head, n, at))
    return false;
  memcpy (chunk->id, head, 4);
  chunk->at     = at + n;
  uint64_t room = (uint64_t)(riff->size - chunk->at);
  uint64_t size = get (head + 4, 4, riff->is_big), pad = size & 1;
  if (riff->is_w64) {
    size = get64 (head + 16);
    if (size < n)
      return false;
    size -= n;
    pad = (8 - (size & 7)) & 7;
  }
  chunk->size = size;
  chunk->next = size < room ? chunk->at + (int64_t)(size + pad) : -1;
  return true;
}

/// What follows the two bytes of the tag in the GUID of a sub-format.
static bool
is_wave_guid (const uint8_t *p, bool is_big)
{
  static const uint8_t rest[12] = {
    0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71};
  return !is_big && memcmp (p, "\0\0", 2) == 0 &&
         memcmp (p + 2, rest, sizeof rest) == 0;
}

static bool
read_fmt (Riff *riff, const Chunk *chunk)
{
  uint8_t  fmt[40];
  uint64_t n = chunk->size < sizeof fmt ? chunk->size : sizeof fmt;
  if (riff->has_fmt || n < 16 || !lt_media_pread (riff->fd, fmt, n, chunk->at))
    return false;
  riff->tag        = get (fmt, 2, riff->is_big);
  riff->n_channels = get (fmt + 2, 2, riff->is_big);
  riff->rate       = get (fmt + 4, 4, riff->is_big);
  riff->align      = get (fmt + 12, 2, riff->is_big);
  riff->bits       = get (fmt + 14, 2, riff->is_big);
  if (riff->tag == TAG_EXTENSIBLE) {
    if (n < sizeof fmt)
      return false;
    // Fewer valid bits than the container has are still left-aligned.
    riff->tag = is_wave_guid (fmt + 26, riff->is_big)
                  ? get (fmt + 24, 2, riff->is_big)
                  : 0;
  }
  return riff->has_fmt = true;
}

static bool
take_chunk (Riff *riff, const Chunk *chunk)
{
  if (memcmp (chunk->id, "fmt ", 4) == 0)
    return read_fmt (riff, chunk);
  if (memcmp (chunk->id, "ds64", 4) == 0) {
    uint8_t ds64[16];
    if (chunk->size < sizeof ds64 ||
        !lt_media_pread (riff->fd, ds64, sizeof ds64, chunk->at))
      return false;
    riff->long_data = get64 (ds64 + 8);
  }
  if (memcmp (chunk->id, "data", 4) == 0) {
    riff->has_data  = true;
    riff->data      = chunk->at;
    riff->data_size = chunk->size;
  }
  return true;
}

/// Read chunks up to the samples; false: none of it makes sense.
static bool
read_chunks (Riff *riff, int64_t at)
{
  for (int i = 0; i < MAX_CHUNKS && !riff->has_data; i++) {
    Chunk chunk;
    if (!read_chunk (riff, at, &chunk) || !take_chunk (riff, &chunk))
      return false;
    // RF64: 0xffffffff stands for the size in ds64.
    if (riff->has_data && !riff->is_w64 && chunk.size == 0xffffffffU &&
        riff->long_data)
      riff->data_size = riff->long_data;
    at = chunk.next;
  }
  return riff->has_fmt && riff->has_data;
}

static LtSniff
judge (const Riff *riff, LtPlain *plain)
{
  const bool is_pcm   = riff->tag == TAG_PCM;
  const bool is_float = riff->tag == TAG_FLOAT;
  if (!is_pcm && !is_float)
    return LT_SNIFF_REFUSED;
  if (riff->n_channels == 0 || riff->n_channels > LT_MAX_FILE_CHANNELS ||
      riff->rate < LT_MIN_RATE || riff->rate > LT_MAX_RATE)
    return LT_SNIFF_DAMAGED;
  const uint32_t bytes = riff->bits / 8;
  if (riff->bits % 8 || riff->align != riff->n_channels * bytes ||
      riff->is_big || (is_float && bytes != 4) || bytes < 2 || bytes > 4 ||
      __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__)
    return LT_SNIFF_LIBRARY;
  // A recorder that died leaves a size of 0 or of more than there is.
  uint64_t n = (uint64_t)(riff->size - riff->data);
  if (riff->data_size > 0 && riff->data_size < n)
    n = riff->data_size;
  *plain = (LtPlain){
    .raw        = is_float ? LT_RAW_F32 : (LtRaw)(bytes - 2),
    .rate       = riff->rate,
    .n_channels = riff->n_channels,
    .offset     = riff->data,
    .frames     = (int64_t)(n / riff->align),
  };
  return LT_SNIFF_PLAIN;
}

LtSniff
lt_plain_sniff (int fd, int64_t size, LtPlain *plain)
{
  Riff    riff = {.fd = fd, .size = size};
  uint8_t head[40];
  if (size < (int64_t)sizeof head || !lt_media_pread (fd, head, sizeof head, 0))
    return LT_SNIFF_DAMAGED;
  int64_t at = 12;
  if (memcmp (head, "riff", 4) == 0) {
    riff.is_w64 = true;
    at          = 40;
    if (memcmp (head + 24, "wave", 4) != 0 ||
        memcmp (head + 28, w64_rest, sizeof w64_rest) != 0)
      return LT_SNIFF_UNKNOWN;
  } else {
    riff.is_big = memcmp (head, "RIFX", 4) == 0;
    if (memcmp (head + 8, "WAVE", 4) != 0)
      return LT_SNIFF_UNKNOWN;
  }
  return read_chunks (&riff, at) ? judge (&riff, plain) : LT_SNIFF_DAMAGED;
}
