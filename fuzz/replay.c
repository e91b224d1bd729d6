// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A fuzz target without a fuzzer: runs it over its corpus, the folder that
// LT_CORPUS names below the source tree, or over the files given, and says so
// in TAP. Each input also goes in cut short at every length up to 256 bytes.

#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 20 };

static int n_read;

static void
replay (const char *path)
{
  static uint8_t data[MAX_BYTES];
  FILE          *file = fopen (path, "rb");
  if (!file) {
    printf ("Bail out! cannot read %s\n", path);
    exit (1);
  }
  size_t size = fread (data, 1, sizeof data, file);
  fclose (file);
  printf ("# %s\n", path); // the last one is the one that failed
  fflush (stdout);
  LLVMFuzzerTestOneInput (data, size);
  for (size_t cut = 0; cut < size && cut <= 256; cut++)
    LLVMFuzzerTestOneInput (data, cut);
  n_read++;
}

static void
replay_folder (const char *folder)
{
  struct dirent **entries;
  int             n = scandir (folder, &entries, NULL, alphasort);
  for (int i = 0; i < n; i++) {
    char path[4096 + 257];
    snprintf (path, sizeof path, "%s/%s", folder, entries[i]->d_name);
    if (entries[i]->d_name[0] != '.')
      replay (path);
    free (entries[i]);
  }
  if (n >= 0)
    free (entries);
}

int
main (int argc, char **argv)
{
  const char *top = getenv ("LT_TOP_SRCDIR");
  char        folder[4096];
  snprintf (folder, sizeof folder, "%s/%s", top ? top : ".", LT_CORPUS);
  puts ("1..1");
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      replay (argv[i]);
  else
    replay_folder (folder);
  printf ("%s 1 - %d inputs of %s\n",
          n_read > 0 ? "ok" : "not ok",
          n_read,
          LT_CORPUS);
  return n_read == 0;
}
