// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

LtStatus
lt_temporary_fail (const char *path, int code, LtError *error)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    return lt_fail (error,
                    LT_IO,
                    _ ("%s cannot be written: the disk is full. Make room and "
                       "try again."),
                    path);
  return lt_fail (error,
                  LT_IO,
                  _ ("%s cannot be written: %s."),
                  path,
                  strerror (code ? code : EIO));
}

/// Bytes of the folder part with its '/', or 0.
static int
folder_length (const char *path)
{
  const char *slash = strrchr (path, '/');
  return slash ? (int)(slash - path) + 1 : 0;
}

LtStatus
lt_temporary_open (LtTemporary *t, const char *path, LtError *error)
{
  static _Atomic unsigned serial;
  t->fd           = -1;
  t->temporary[0] = '\0';
  if (strlen (path) + 64 >= sizeof t->path)
    return lt_temporary_fail (path, ENAMETOOLONG, error);
  strcpy (t->path, path);
  for (int tries = 0; tries < 1000 && t->fd < 0; tries++) {
    snprintf (t->temporary,
              sizeof t->temporary,
              "%.*s.lt-%ld-%u.part",
              folder_length (path),
              path,
              (long)getpid (),
              atomic_fetch_add (&serial, 1));
    t->fd = open (t->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (t->fd < 0 && errno != EEXIST)
      break;
  }
  if (t->fd >= 0)
    return LT_OK;
  const int code  = errno;
  t->temporary[0] = '\0'; // not ours
  return lt_temporary_fail (path, code, error);
}

static int
sync_folder (const char *path)
{
  char      folder[LT_MAX_TEXT] = "./";
  const int n                   = folder_length (path);
  if (n > 0)
    snprintf (folder, sizeof folder, "%.*s", n, path);
  const int fd   = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int code = fd < 0 || fsync (fd) != 0 ? errno : 0;
  if (fd >= 0)
    close (fd);
  return code;
}

/// Give the file its name: link() refuses one that is taken, rename() replaces.
static int
take_name (LtTemporary *t, bool replace)
{
  if (replace)
    return rename (t->temporary, t->path) == 0 ? 0 : errno;
  if (link (t->temporary, t->path) == 0) {
    unlink (t->temporary);
    return 0;
  }
  if (errno == EEXIST)
    return EEXIST;
  // Some file systems have no links.
  if (access (t->path, F_OK) == 0)
    return EEXIST;
  return rename (t->temporary, t->path) == 0 ? 0 : errno;
}

/// fsync and close; 0 or an errno.
static int
seal (LtTemporary *t)
{
  if (t->fd < 0)
    return 0;
  int code = fsync (t->fd) == 0 ? 0 : errno;
  if (close (t->fd) != 0 && code == 0)
    code = errno;
  t->fd = -1;
  return code;
}

LtStatus
lt_temporary_finish (LtTemporary *t, bool replace, LtError *error)
{
  int code = seal (t);
  if (code == 0)
    code = take_name (t, replace);
  if (code == EEXIST && !replace)
    return lt_fail (error, LT_EXISTS, _ ("%s already exists."), t->path);
  if (code != 0) {
    lt_temporary_abandon (t);
    return lt_temporary_fail (t->path, code, error);
  }
  t->temporary[0] = '\0';
  sync_folder (t->path); // a network disk may refuse: the file is whole
  return LT_OK;
}

void
lt_temporary_abandon (LtTemporary *t)
{
  if (t->fd >= 0)
    close (t->fd);
  if (t->temporary[0])
    unlink (t->temporary);
  t->fd           = -1;
  t->temporary[0] = '\0';
}
