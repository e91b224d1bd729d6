// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include <string.h>

enum { MAX_TAGS = 4, MAX_CHUNKS = 4096 };

static uint32_t
big32 (const uint8_t *p)
{
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
         p[3];
}

static LtSniff
sniff_aiff (int fd, int64_t size, bool is_aifc)
{
  static const char *const allowed[] = {"NONE",
                                        "twos",
                                        "sowt",
                                        "raw ",
                                        "in24",
                                        "in32",
                                        "fl32",
                                        "FL32",
                                        "fl64",
                                        "FL64",
                                        "42ni",
                                        "23ni"};
  if (!is_aifc)
    return LT_SNIFF_LIBRARY;
  int64_t at = 12;
  for (int i = 0; i < MAX_CHUNKS && at + 8 <= size; i++) {
    uint8_t chunk[8], type[4];
    if (!lt_media_pread (fd, chunk, sizeof chunk, at))
      break;
    if (memcmp (chunk, "COMM", 4) == 0) {
      if (!lt_media_pread (fd, type, sizeof type, at + 8 + 18))
        break;
      for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++)
        if (memcmp (type, allowed[k], 4) == 0)
          return LT_SNIFF_LIBRARY;
      return LT_SNIFF_REFUSED;
    }
    at += 8 + (int64_t)((uint64_t)big32 (chunk + 4) + (chunk[7] & 1));
  }
  return LT_SNIFF_DAMAGED;
}

static LtSniff
sniff_caf (int fd, int64_t size)
{
  uint8_t head[32];
  if (!lt_media_pread (fd, head, sizeof head, 0) ||
      memcmp (head + 8, "desc", 4) != 0)
    return LT_SNIFF_DAMAGED;
  return memcmp (head + 28, "lpcm", 4) == 0 ? LT_SNIFF_LIBRARY
                                            : LT_SNIFF_REFUSED;
}

/// PCM of 8 to 32 bits, float, double: the encodings 2 to 7.
static LtSniff
sniff_au (const uint8_t *head)
{
  uint32_t encoding = head[0] == '.'
                        ? big32 (head + 12)
                        : (uint32_t)head[12] | (uint32_t)head[13] << 8 |
                            (uint32_t)head[14] << 16 | (uint32_t)head[15] << 24;
  return encoding >= 2 && encoding <= 7 ? LT_SNIFF_LIBRARY : LT_SNIFF_REFUSED;
}

/// MPEG audio, layer 3, may stand behind ID3 tags.
static LtSniff
sniff_mp3 (int fd, int64_t size)
{
  int64_t at = 0;
  uint8_t head[10];
  for (int i = 0; i < MAX_TAGS; i++) {
    if (at + (int64_t)sizeof head > size ||
        !lt_media_pread (fd, head, sizeof head, at))
      return LT_SNIFF_DAMAGED;
    if (memcmp (head, "ID3", 3) != 0)
      break;
    at += 10 + ((int64_t)(head[6] & 127) << 21 | (head[7] & 127) << 14 |
                (head[8] & 127) << 7 | (head[9] & 127));
  }
  const bool is_layer_3 =
    head[0] == 0xff && (head[1] & 0xe6) == 0xe2 && (head[1] & 0x18) != 0x08;
  if (is_layer_3)
    return LT_SNIFF_LOSSY;
  return at > 0 ? LT_SNIFF_DAMAGED : LT_SNIFF_UNKNOWN;
}

LtSniff
lt_media_sniff (int fd, int64_t size, LtPlain *plain)
{
  uint8_t head[40] = {0};
  if (size < 16 || !lt_media_pread (fd, head, size < 40 ? (size_t)size : 40, 0))
    return LT_SNIFF_UNKNOWN;
  if (memcmp (head, "RIFF", 4) == 0 || memcmp (head, "RIFX", 4) == 0 ||
      memcmp (head, "RF64", 4) == 0 || memcmp (head, "riff", 4) == 0)
    return lt_plain_sniff (fd, size, plain);
  if (memcmp (head, "FORM", 4) == 0 && memcmp (head + 8, "AIF", 3) == 0)
    return sniff_aiff (fd, size, head[11] == 'C');
  if (memcmp (head, "caff", 4) == 0)
    return sniff_caf (fd, size);
  if (memcmp (head, ".snd", 4) == 0 || memcmp (head, "dns.", 4) == 0)
    return sniff_au (head);
  if (memcmp (head, "fLaC", 4) == 0)
    return LT_SNIFF_LOSSLESS;
  if (memcmp (head, "OggS", 4) == 0) {
    const uint8_t *packet = head + 27 + 1; // one lacing byte
    return memcmp (packet, "OpusHead", 8) == 0 ||
               memcmp (packet, "\001vorbis", 7) == 0
             ? LT_SNIFF_LOSSY
             : LT_SNIFF_REFUSED;
  }
  return sniff_mp3 (fd, size);
}
