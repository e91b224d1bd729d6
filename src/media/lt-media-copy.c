// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "media/lt-media-private.h"

#include "base/lt-i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };

static LtStatus
cancelled (const char *path, LtError *error)
{
  return lt_fail (error, LT_CANCELLED, _ ("%s was not copied."), path);
}

/// @return 0 or an errno.
static int
write_all (int fd, const char *bytes, size_t n)
{
  while (n > 0) {
    ssize_t done = write (fd, bytes, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return done < 0 ? errno : ENOSPC;
    bytes += done;
    n -= (size_t)done;
  }
  return 0;
}

static LtStatus
copy_bytes (int          from,
            const char  *from_path,
            LtTemporary *to,
            LtProgress   progress,
            void        *data,
            LtError     *error)
{
  struct stat info;
  char       *block  = malloc (BLOCK);
  double      done   = 0.0;
  LtStatus    status = block ? LT_OK : LT_NO_MEM;
  if (fstat (from, &info) != 0)
    info.st_size = 0;
  while (status == LT_OK) {
    if (progress &&
        !progress (data, info.st_size ? done / (double)info.st_size : 0.0)) {
      status = cancelled (from_path, error);
      break;
    }
    ssize_t n = read (from, block, BLOCK);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      status = lt_fail (error,
                        LT_IO,
                        _ ("%s cannot be read: %s."),
                        from_path,
                        strerror (errno));
    if (n <= 0)
      break;
    const int code = write_all (to->fd, block, (size_t)n);
    if (code != 0)
      status = lt_temporary_fail (to->path, code, error);
    done += (double)n;
  }
  free (block);
  return status;
}

/// FOLDER/NAME.EXT, then FOLDER/NAME 2.EXT and so on.
static bool
name_copy (char *to, size_t size, const char *folder, const char *from, int i)
{
  const char *slash = strrchr (from, '/');
  const char *name  = slash ? slash + 1 : from;
  const char *dot   = strrchr (name, '.');
  const int stem = dot && dot != name ? (int)(dot - name) : (int)strlen (name);
  const int n =
    i == 1
      ? snprintf (to, size, "%s/%s", folder, name)
      : snprintf (to, size, "%s/%.*s %d%s", folder, stem, name, i, name + stem);
  return n >= 0 && (size_t)n < size;
}

static LtStatus
finish (LtTemporary *t,
        const char  *from,
        const char  *folder,
        char        *to,
        size_t       size,
        LtError     *error)
{
  for (int i = 1; i < 10000; i++) {
    if (!name_copy (to, size, folder, from, i) ||
        strlen (to) >= sizeof t->path) {
      lt_temporary_abandon (t);
      return lt_temporary_fail (from, ENAMETOOLONG, error);
    }
    strcpy (t->path, to);
    LtStatus status = lt_temporary_finish (t, false, error);
    if (status != LT_EXISTS)
      return status;
  }
  lt_temporary_abandon (t);
  return lt_temporary_fail (to, EEXIST, error);
}

LtStatus
lt_media_copy (const char *from,
               const char *folder,
               char       *to,
               size_t      size,
               LtProgress  progress,
               void       *data,
               LtError    *error)
{
  LtTemporary t;
  const int   fd = open (from, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return lt_fail (error,
                    errno == ENOENT ? LT_NOT_FOUND : LT_IO,
                    _ ("%s cannot be read: %s."),
                    from,
                    strerror (errno));
  mkdir (folder, 0777); // mostly there already
  LtStatus status = name_copy (to, size, folder, from, 1)
                      ? lt_temporary_open (&t, to, error)
                      : lt_temporary_fail (from, ENAMETOOLONG, error);
  if (status == LT_OK) {
    status = copy_bytes (fd, from, &t, progress, data, error);
    if (status == LT_OK)
      status = finish (&t, from, folder, to, size, error);
    else
      lt_temporary_abandon (&t);
  }
  close (fd);
  return status;
}
