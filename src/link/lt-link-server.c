// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The socket: how a surface of another process finds its desk and gets the
// segment. NAME is a hash of the session's path, since a socket's path is
// short.

#include "base/lt-i18n.h"
#include "link/lt-link-private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

struct LtLinkServer {
  int  fd;
  char socket[108], note[120];
};

/// What the desk says first; the segment and the eventfds come with it.
typedef struct {
  uint32_t magic, version;
} Hello;

LtStatus
lt_link_folder (char *path, size_t size, LtError *error)
{
  const char *runtime = getenv ("XDG_RUNTIME_DIR");
  struct stat info;
  if (runtime && *runtime == '/')
    snprintf (path, size, "%s/longthrow", runtime);
  else
    snprintf (path, size, "/tmp/longthrow-%u", (unsigned)getuid ());
  if (mkdir (path, 0700) != 0 && errno != EEXIST)
    return lt_fail (error, LT_IO, "%s: %s", path, strerror (errno));
  if (lstat (path, &info) != 0 || !S_ISDIR (info.st_mode) ||
      info.st_uid != getuid () || (info.st_mode & 077) != 0)
    return lt_fail (error,
                    LT_IO,
                    _ ("%s must be a folder of yours alone (mode 0700)."),
                    path);
  return LT_OK;
}

static uint64_t
hash (const char *text)
{
  uint64_t h = 1469598103934665603u; // FNV-1a
  for (; *text; text++)
    h = (h ^ (unsigned char)*text) * 1099511628211u;
  return h;
}

static bool
set_address (struct sockaddr_un *address, const char *path)
{
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  if (strlen (path) >= sizeof address->sun_path)
    return false;
  strcpy (address->sun_path, path);
  return true;
}

static int
connect_to (const char *path)
{
  struct sockaddr_un address;
  int                fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  if (set_address (&address, path) &&
      connect (fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  close (fd);
  return -1;
}

static bool
write_note (const char *path, const char *session)
{
  FILE *file = fopen (path, "we");
  if (!file)
    return false;
  // Two lines, pid and path: the path may hold anything but a line's end.
  fprintf (file, "%d\n%s\n", (int)getpid (), session);
  return fclose (file) == 0;
}

LtStatus
lt_link_server_new (const char    *session_path,
                    LtLinkServer **out,
                    LtError       *error)
{
  char     folder[96];
  LtStatus status = lt_link_folder (folder, sizeof folder, error);
  if (status != LT_OK)
    return status;
  LtLinkServer *server = calloc (1, sizeof *server);
  if (!server)
    return lt_fail (error, LT_NO_MEM, "%s", lt_strerror (LT_NO_MEM));
  const unsigned long long name = hash (session_path);
  const int                n    = snprintf (
    server->socket, sizeof server->socket, "%s/%016llx", folder, name);
  snprintf (server->note, sizeof server->note, "%s/%016llx.desk", folder, name);
  struct sockaddr_un address;
  if (n >= (int)sizeof server->socket ||
      !set_address (&address, server->socket)) {
    free (server);
    return lt_fail (error, LT_RANGE, _ ("%s: the path is too long."), folder);
  }
  int other = connect_to (server->socket);
  if (other >= 0) {
    close (other);
    free (server);
    return lt_fail (
      error, LT_BUSY, _ ("A desk runs on %s already."), session_path);
  }
  unlink (server->socket);
  server->fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const mode_t mask = umask (0177);
  const bool   is_bound =
    server->fd >= 0 &&
    bind (server->fd, (struct sockaddr *)&address, sizeof address) == 0 &&
    listen (server->fd, 8) == 0;
  umask (mask);
  if (!is_bound || !write_note (server->note, session_path)) {
    lt_fail (error, LT_IO, "%s: %s", server->socket, strerror (errno));
    if (server->fd >= 0)
      close (server->fd);
    free (server);
    return LT_IO;
  }
  *out = server;
  return LT_OK;
}

void
lt_link_server_free (LtLinkServer *server)
{
  if (!server)
    return;
  close (server->fd);
  unlink (server->socket);
  unlink (server->note);
  free (server);
}

int
lt_link_server_fd (const LtLinkServer *server)
{
  return server->fd;
}

static bool
is_own_user (int fd)
{
  struct ucred credentials;
  socklen_t    size = sizeof credentials;
  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 &&
         (credentials.uid == getuid () || credentials.uid == 0);
}

static bool
send_fds (int fd, const int fds[3])
{
  Hello        hello = {LT_LINK_MAGIC, LT_LINK_VERSION};
  struct iovec data  = {.iov_base = &hello, .iov_len = sizeof hello};
  union {
    char           bytes[CMSG_SPACE (3 * sizeof (int))];
    struct cmsghdr align;
  } control             = {0};
  struct msghdr message = {
    .msg_iov        = &data,
    .msg_iovlen     = 1,
    .msg_control    = control.bytes,
    .msg_controllen = sizeof control.bytes,
  };
  struct cmsghdr *part = CMSG_FIRSTHDR (&message);
  part->cmsg_level     = SOL_SOCKET;
  part->cmsg_type      = SCM_RIGHTS;
  part->cmsg_len       = CMSG_LEN (3 * sizeof (int));
  memcpy (CMSG_DATA (part), fds, 3 * sizeof (int));
  return sendmsg (fd, &message, MSG_NOSIGNAL) == (ssize_t)sizeof hello;
}

LtLinkPeer *
lt_link_server_accept (LtLinkServer *server)
{
  int fd = accept4 (server->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0)
    return NULL;
  LtLinkPeer *peer = calloc (1, sizeof *peer);
  if (!peer || !is_own_user (fd) ||
      lt_segment_new (&peer->segment, false) != LT_OK) {
    free (peer);
    close (fd);
    return NULL;
  }
  peer->socket       = fd;
  peer->wake_me      = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  peer->wake_surface = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  lt_link_peer_open (peer);
  const int fds[3] = {peer->segment.fd, peer->wake_me, peer->wake_surface};
  if (send_fds (fd, fds))
    return peer;
  lt_link_peer_free (peer);
  return NULL;
}

// --- surfaces ---

static bool
receive_fds (int fd, Hello *hello, int fds[3])
{
  struct iovec data = {.iov_base = hello, .iov_len = sizeof *hello};
  union {
    char           bytes[CMSG_SPACE (3 * sizeof (int))];
    struct cmsghdr align;
  } control;
  struct msghdr message = {
    .msg_iov        = &data,
    .msg_iovlen     = 1,
    .msg_control    = control.bytes,
    .msg_controllen = sizeof control.bytes,
  };
  const struct timeval limit = {.tv_sec = 3};
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (recvmsg (fd, &message, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof *hello)
    return false;
  struct cmsghdr *part = CMSG_FIRSTHDR (&message);
  if (!part || part->cmsg_type != SCM_RIGHTS ||
      part->cmsg_len != CMSG_LEN (3 * sizeof (int)))
    return false;
  memcpy (fds, CMSG_DATA (part), 3 * sizeof (int));
  return true;
}

LtStatus
lt_link_connect (const char *path, LtLinkSurface **out, LtError *error)
{
  Hello hello;
  int   fds[3];
  int   fd = connect_to (path);
  if (fd < 0)
    return lt_fail (error, LT_NOT_FOUND, _ ("No desk answers at %s."), path);
  if (!receive_fds (fd, &hello, fds)) {
    close (fd);
    return lt_fail (error, LT_IO, _ ("The desk did not let us in."));
  }
  LtLinkSurface *surface = calloc (1, sizeof *surface);
  LtStatus       status  = surface ? LT_OK : LT_NO_MEM;
  if (status == LT_OK &&
      (hello.magic != LT_LINK_MAGIC || hello.version != LT_LINK_VERSION))
    status = LT_NEWER;
  if (status == LT_OK)
    status = lt_segment_take (&surface->segment, fds[0]);
  if (status != LT_OK) {
    if (surface && surface->segment.memory)
      lt_segment_free (&surface->segment);
    else
      close (fds[0]);
    close (fds[1]);
    close (fds[2]);
    close (fd);
    free (surface);
    return lt_fail (error,
                    status,
                    _ ("The desk is of another version; close it and start it "
                       "anew."));
  }
  surface->socket    = fd;
  surface->wake_desk = fds[1];
  surface->wake_me   = fds[2];
  lt_link_surface_open (surface);
  *out = surface;
  return LT_OK;
}

static bool
read_note (const char *path, LtLinkDesk *desk)
{
  FILE *file = fopen (path, "re");
  if (!file)
    return false;
  const bool is_good = fscanf (file, "%u\n", &desk->pid) == 1 &&
                       fgets (desk->session, sizeof desk->session, file);
  fclose (file);
  if (is_good)
    desk->session[strcspn (desk->session, "\n")] = '\0';
  return is_good;
}

int
lt_link_find (const char *session_path, LtLinkDesk *desks, int max)
{
  char folder[96];
  int  n = 0;
  if (lt_link_folder (folder, sizeof folder, NULL) != LT_OK)
    return 0;
  DIR *dir = opendir (folder);
  for (struct dirent *e; dir && n < max && (e = readdir (dir));) {
    LtLinkDesk *desk = &desks[n];
    char        note[400];
    char       *dot = strrchr (e->d_name, '.');
    if (!dot || strcmp (dot, ".desk") != 0)
      continue;
    snprintf (note, sizeof note, "%s/%s", folder, e->d_name);
    if (snprintf (desk->socket,
                  sizeof desk->socket,
                  "%s/%.*s",
                  folder,
                  (int)(dot - e->d_name),
                  e->d_name) >= (int)sizeof desk->socket ||
        !read_note (note, desk) ||
        (session_path && strcmp (session_path, desk->session) != 0))
      continue;
    int fd = connect_to (desk->socket);
    if (fd >= 0) {
      close (fd);
      n++;
    } else if (errno == ECONNREFUSED || errno == ENOENT) {
      unlink (note); // its desk has died
      unlink (desk->socket);
    }
  }
  if (dir)
    closedir (dir);
  return n;
}
