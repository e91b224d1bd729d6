// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media.h"

#include <math.h>
#include <stdio.h>

#include "media-rig.h"

enum { N_MUTANTS = 2000 };

static char *dir;

static const struct {
  const char *name;
  int         format;
} good[] = {
  {"a.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16},
  {"b.wav", SF_FORMAT_WAVEX | SF_FORMAT_PCM_24},
  {"c.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT},
  {"d.wav", SF_FORMAT_WAV | SF_FORMAT_PCM_16 | SF_ENDIAN_BIG},
  {"e.rf64", SF_FORMAT_RF64 | SF_FORMAT_PCM_24},
  {"f.w64", SF_FORMAT_W64 | SF_FORMAT_PCM_32},
  {"g.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24},
  {"h.aifc", SF_FORMAT_AIFF | SF_FORMAT_FLOAT},
  {"i.au", SF_FORMAT_AU | SF_FORMAT_PCM_16},
  {"j.snd", SF_FORMAT_AU | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE},
  {"k.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_24},
  {"l.flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_16},
  {"m.ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
  {"n.opus", SF_FORMAT_OGG | SF_FORMAT_OPUS},
  {"o.mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III},
};

static const struct {
  const char *name;
  int         format;
} bad[] = {
  {"ima.wav", SF_FORMAT_WAV | SF_FORMAT_IMA_ADPCM},
  {"ms.wav", SF_FORMAT_WAV | SF_FORMAT_MS_ADPCM},
  {"gsm.wav", SF_FORMAT_WAV | SF_FORMAT_GSM610},
  {"ulaw.wav", SF_FORMAT_WAV | SF_FORMAT_ULAW},
  {"ulawx.wav", SF_FORMAT_WAVEX | SF_FORMAT_ULAW},
  {"ima.w64", SF_FORMAT_W64 | SF_FORMAT_IMA_ADPCM},
  {"ima.aiff", SF_FORMAT_AIFF | SF_FORMAT_IMA_ADPCM},
  {"gsm.aiff", SF_FORMAT_AIFF | SF_FORMAT_GSM610},
  {"g721.au", SF_FORMAT_AU | SF_FORMAT_G721_32},
  {"ulaw.au", SF_FORMAT_AU | SF_FORMAT_ULAW},
  {"alac.caf", SF_FORMAT_CAF | SF_FORMAT_ALAC_16},
  {"a.paf", SF_FORMAT_PAF | SF_FORMAT_PCM_16},
  {"a.voc", SF_FORMAT_VOC | SF_FORMAT_PCM_16},
  {"a.sds", SF_FORMAT_SDS | SF_FORMAT_PCM_16},
  {"a.nist", SF_FORMAT_NIST | SF_FORMAT_PCM_16},
  {"a.svx", SF_FORMAT_SVX | SF_FORMAT_PCM_16},
};

static void
put (const char *path, const void *bytes, gsize n)
{
  FILE *file = fopen (path, "wb"); // GLib's way would fsync each
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (bytes, 1, n, file), ==, n);
  g_assert_cmpint (fclose (file), ==, 0);
}

/// Look at it and, if it opens, read a little at three places.
static LtStatus
try_file (const char *path, LtMediaInfo *info)
{
  LtError  error  = {.text = ""};
  LtStatus status = lt_media_look (path, info, &error);
  if (status != LT_OK) {
    g_assert_nonnull (strstr (error.text, path));
    g_assert_null (strchr (error.text, '\n'));
    return status;
  }
  g_assert_cmpuint (info->n_channels, >=, 1);
  g_assert_cmpuint (info->n_channels, <=, LT_MAX_FILE_CHANNELS);
  g_assert_cmpuint (info->rate, >=, LT_MIN_RATE);
  g_assert_cmpuint (info->rate, <=, LT_MAX_RATE);
  g_assert_cmpint (info->frames, >=, 0);
  g_assert_cmpint (info->frames, <, INT64_C (1) << 32);
  LtReader    *reader;
  static float a[600];
  float *const out[1] = {a};
  if (lt_reader_open (path, info->n_channels - 1, 1, &reader, &error) != LT_OK)
    return LT_OK;
  for (int i = 0; i < 3; i++) {
    g_assert_cmpint (lt_reader_seek (reader, info->frames * i / 3), ==, LT_OK);
    g_assert_cmpint (lt_reader_read (reader, out, 600), <=, 600);
  }
  lt_reader_free (reader);
  return LT_OK;
}

static void
test_formats (void)
{
  LtMediaInfo info;
  for (size_t i = 0; i < G_N_ELEMENTS (good); i++) {
    char *path = g_build_filename (dir, good[i].name, NULL);
    g_assert_true (
      rig_write_as (path, good[i].format, 48000, 2, 20000, rig_tone));
    g_assert_true (lt_media_is_sound_name (path));
    g_assert_cmpint (try_file (path, &info), ==, LT_OK);
    g_assert_cmpint (info.frames, ==, 20000);
    g_assert_cmpint (info.rate, ==, 48000);
    g_assert_cmpint (info.n_channels, ==, 2);
    g_assert_cmpuint (strlen (info.text), >, 2);
    g_free (path);
  }
}

static void
test_refused (void)
{
  LtMediaInfo info;
  LtError     error;
  int         n = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    char *path = g_build_filename (dir, bad[i].name, NULL);
    if (rig_write_as (path, bad[i].format, 8000, 1, 8000, rig_tone)) {
      g_assert_cmpint (lt_media_look (path, &info, &error), ==, LT_FORMAT);
      g_assert_nonnull (strstr (error.text, path));
      g_assert_nonnull (strstr (error.text, "WAV or FLAC"));
      n++;
    }
    g_free (path);
  }
  g_assert_cmpint (n, >=, 12); // the library knows how to write them
}

static void
test_missing (void)
{
  LtMediaInfo info;
  LtError     error;
  char       *path = g_build_filename (dir, "nothing.wav", NULL);
  g_assert_cmpint (lt_media_look (path, &info, &error), ==, LT_NOT_FOUND);
  g_assert_nonnull (strstr (error.text, path));
  g_assert_cmpint (lt_media_look (dir, &info, &error), ==, LT_FORMAT);
  g_assert_cmpint (lt_media_look ("/dev/zero", &info, &error), ==, LT_FORMAT);
  put (path, "", 0);
  g_assert_cmpint (lt_media_look (path, &info, &error), ==, LT_FORMAT);
  put (path, "RIFF\0\0\0\0WAVE", 12);
  g_assert_cmpint (lt_media_look (path, &info, &error), ==, LT_FORMAT);
  g_assert_cmpint (lt_media_look (path, &info, NULL), ==, LT_FORMAT);
  g_free (path);
  g_assert_true (lt_media_is_sound_name ("/a.b/C.WaV"));
  g_assert_false (lt_media_is_sound_name ("/a.wav/C"));
  g_assert_false (lt_media_is_sound_name ("notes.txt"));
}

// --- WAV headers by hand ---

typedef struct {
  uint16_t tag, channels;
  uint32_t rate;
  uint16_t align, bits;
  uint32_t data_size;
} Header;

static LtStatus
look_at (Header h, LtMediaInfo *info)
{
  enum { N_DATA = 4800 };
  uint8_t        wav[44 + N_DATA] = "RIFF\0\0\0\0WAVEfmt \20";
  const uint32_t bytes            = h.rate * h.align;
  memcpy (wav + 20, &h.tag, 2);
  memcpy (wav + 22, &h.channels, 2);
  memcpy (wav + 24, &h.rate, 4);
  memcpy (wav + 28, &bytes, 4);
  memcpy (wav + 32, &h.align, 2);
  memcpy (wav + 34, &h.bits, 2);
  memcpy (wav + 36, "data", 4);
  memcpy (wav + 40, &h.data_size, 4);
  char *path = g_build_filename (dir, "hand.wav", NULL);
  put (path, wav, sizeof wav);
  LtStatus status = try_file (path, info);
  g_free (path);
  return status;
}

static void
test_absurd (void)
{
  const Header right = {1, 2, 48000, 6, 24, 4800};
  LtMediaInfo  info;
  Header       h = right;
  g_assert_cmpint (look_at (h, &info), ==, LT_OK);
  g_assert_cmpint (info.frames, ==, 800);
  h.data_size = 600;
  g_assert_cmpint (look_at (h, &info), ==, LT_OK);
  g_assert_cmpint (info.frames, ==, 100);
  // Cut short, or by a recorder that died: what is there counts.
  static const uint32_t sizes[] = {0, 0xffffffff, 4801, 0x7fffffff};
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++) {
    h.data_size = sizes[i];
    g_assert_cmpint (look_at (h, &info), ==, LT_OK);
    g_assert_cmpint (info.frames, ==, 800);
  }
  static const Header wrong[] = {
    {1, 0, 48000, 0, 24, 4800},
    {1, 65, 48000, 195, 24, 4800},
    {1, 65535, 48000, 6, 24, 4800},
    {1, 2, 0, 6, 24, 4800},
    {1, 2, 7999, 6, 24, 4800},
    {1, 2, 384001, 6, 24, 4800},
    {1, 2, 0xffffffff, 6, 24, 4800},
    {2, 2, 48000, 6, 24, 4800},
    {0x11, 2, 48000, 6, 4, 4800},
    {0x55, 2, 48000, 6, 16, 4800},
    {0xfffe, 2, 48000, 6, 24, 4800},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_cmpint (look_at (wrong[i], &info), ==, LT_FORMAT);
  // Figures that do not fit each other: the library may judge, no harm done.
  static const Header odd[] = {
    {1, 2, 48000, 0, 24, 4800},
    {1, 2, 48000, 65535, 24, 4800},
    {1, 2, 48000, 6, 0, 4800},
    {1, 2, 48000, 6, 65535, 4800},
    {3, 2, 48000, 6, 24, 4800},
    {1, 64, 384000, 8, 1, 4800},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (odd); i++)
    look_at (odd[i], &info);
}

// --- damage ---

static void
mutate (uint8_t *bytes, gsize n, LtTestRandom *random)
{
  static const uint8_t nasty[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
  const uint32_t       head    = (uint32_t)MIN (n, 128);
  for (uint32_t k = 1 + lt_test_below (random, 4); k > 0; k--) {
    const uint32_t at = lt_test_below (random, 4)
                          ? lt_test_below (random, head)
                          : lt_test_below (random, (uint32_t)n);
    switch (lt_test_below (random, 3)) {
      case 0:
        bytes[at] ^= (uint8_t)(1U << lt_test_below (random, 8));
        break;
      case 1:
        bytes[at] = (uint8_t)lt_test_next (random);
        break;
      default:
        for (uint32_t i = at; i < at + 4 && i < n; i++)
          bytes[i] = nasty[lt_test_below (random, G_N_ELEMENTS (nasty))];
    }
  }
}

static void
test_mutants (void)
{
  LtTestRandom random = lt_test_random (20261121);
  char        *path   = g_build_filename (dir, "mutant", NULL);
  int          n_open = 0, n_refused = 0;
  for (int i = 0; i < N_MUTANTS; i++) {
    const size_t which = (size_t)i % G_N_ELEMENTS (good);
    char        *from  = g_build_filename (dir, good[which].name, NULL);
    char        *bytes;
    gsize        n;
    if (i < (int)G_N_ELEMENTS (good))
      g_assert_true (
        rig_write_as (from, good[which].format, 48000, 2, 3000, rig_tone));
    g_assert_true (g_file_get_contents (from, &bytes, &n, NULL));
    if (i % 5 == 0)
      n = lt_test_below (&random, (uint32_t)n);
    if (n > 0 && i % 5 != 1)
      mutate ((uint8_t *)bytes, n, &random);
    put (path, bytes, n);
    LtMediaInfo info;
    if (try_file (path, &info) == LT_OK)
      n_open++;
    else
      n_refused++;
    g_free (bytes);
    g_free (from);
  }
  g_test_message ("%d opened, %d refused", n_open, n_refused);
  g_assert_cmpint (n_open, >, N_MUTANTS / 5); // those left whole at least
  g_assert_cmpint (n_refused, >, 100);
  g_free (path);
}

int
main (int argc, char **argv)
{
  lt_test_init (&argc, &argv);
  dir = lt_test_make_dir ();
  g_test_add_func ("/media/file/formats", test_formats);
  g_test_add_func ("/media/file/refused", test_refused);
  g_test_add_func ("/media/file/missing", test_missing);
  g_test_add_func ("/media/file/absurd", test_absurd);
  g_test_add_func ("/media/file/mutants", test_mutants);
  const int result = g_test_run ();
  lt_test_remove_dir (dir);
  return result;
}
