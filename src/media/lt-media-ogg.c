// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Pages of Ogg: RFC 3533, section 6.

#include "media/lt-media-private.h"

#include <string.h>
#include <unistd.h>

enum {
  HEAD     = 27,
  SERIAL   = 14,
  CHECKSUM = 22,
  N_PARTS  = 26,
  MAX_PAGE = HEAD + 255 + 255 * 255
};

static uint32_t
checksum (const uint8_t *bytes, size_t n)
{
  static const uint32_t polynomial = 0x04c11db7;
  uint32_t              table[256], crc = 0;
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t x = i << 24;
    for (int k = 0; k < 8; k++)
      x = x << 1 ^ (x >> 31 ? polynomial : 0);
    table[i] = x;
  }
  for (size_t i = 0; i < n; i++)
    crc = crc << 8 ^ table[crc >> 24 ^ bytes[i]];
  return crc;
}

static void
put32 (uint8_t *p, uint32_t x)
{
  for (int i = 0; i < 4; i++)
    p[i] = (uint8_t)(x >> (8 * i));
}

/// The length of the page at `at`, read into `page`; 0: there is none.
static size_t
read_page (int fd, int64_t at, uint8_t *page)
{
  if (!lt_media_pread (fd, page, HEAD, at) || memcmp (page, "OggS", 4) != 0 ||
      !lt_media_pread (fd, page + HEAD, page[N_PARTS], at + HEAD))
    return 0;
  size_t n    = HEAD + (size_t)page[N_PARTS];
  size_t body = 0;
  for (int i = 0; i < page[N_PARTS]; i++)
    body += page[HEAD + i];
  return lt_media_pread (fd, page + n, body, at + (int64_t)n) ? n + body : 0;
}

bool
lt_ogg_set_serial (int fd, uint32_t serial)
{
  uint8_t page[MAX_PAGE];
  size_t  n;
  for (int64_t at = 0; (n = read_page (fd, at, page)) > 0; at += (int64_t)n) {
    put32 (page + SERIAL, serial);
    put32 (page + CHECKSUM, 0);
    put32 (page + CHECKSUM, checksum (page, n));
    if (pwrite (fd, page, HEAD, at) != HEAD)
      return false;
  }
  return true;
}
