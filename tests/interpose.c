// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The functions defined here must be the C library's plain ones, whatever the
// build asks for: no checked inlines, no names redirected to their 64-bit twins
#undef _FORTIFY_SOURCE
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "interpose.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static _Atomic (LtCallNote *) note_hook;
static _Atomic (LtCallFail *) fail_hook;

void
lt_interpose_set_note (LtCallNote *hook)
{
  atomic_store_explicit (&note_hook, hook, memory_order_release);
}

void
lt_interpose_set_fail (LtCallFail *hook)
{
  atomic_store_explicit (&fail_hook, hook, memory_order_release);
}

#if LT_INTERPOSE

static inline void
note (LtCall call, const char *name)
{
  LtCallNote *hook = atomic_load_explicit (&note_hook, memory_order_acquire);
  if (hook)
    hook (call, name);
}

/* ---- The allocator ---- */

// clang-format off
// The C library's own entries: found by the linker, while dlsym may allocate
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *block, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);
extern void  __libc_free (void *block);
// clang-format on

/// Tell of an allocation; true if it shall fail.
static inline bool
refuses (const char *name)
{
  note (LT_CALL_ALLOC, name);
  LtCallFail *hook = atomic_load_explicit (&fail_hook, memory_order_acquire);
  if (!hook || !hook ())
    return false;

  errno = ENOMEM;
  return true;
}

void *
malloc (size_t size)
{
  return refuses ("malloc") ? NULL : __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  return refuses ("calloc") ? NULL : __libc_calloc (n, size);
}

void *
realloc (void *block, size_t size)
{
  if (block && !size) {
    note (LT_CALL_FREE, "realloc");
    return __libc_realloc (block, 0);
  }
  return refuses ("realloc") ? NULL : __libc_realloc (block, size);
}

void *
memalign (size_t alignment, size_t size)
{
  return refuses ("memalign") ? NULL : __libc_memalign (alignment, size);
}

void *
aligned_alloc (size_t alignment, size_t size)
{
  return refuses ("aligned_alloc") ? NULL : __libc_memalign (alignment, size);
}

int
posix_memalign (void **block, size_t alignment, size_t size)
{
  if (!alignment || alignment % sizeof (void *) || alignment & (alignment - 1))
    return EINVAL;

  const int saved = errno;
  void     *fresh = NULL;
  if (!refuses ("posix_memalign"))
    fresh = __libc_memalign (alignment, size);
  errno = saved;
  if (!fresh)
    return ENOMEM;

  *block = fresh;
  return 0;
}

void
free (void *block)
{
  if (!block)
    return;

  note (LT_CALL_FREE, "free");
  __libc_free (block);
}

/* ---- Everything else, by a table ---- */

// clang-format off
// What <stdio.h> and others do not declare without _FORTIFY_SOURCE
int     __printf_chk (int flag, const char *format, ...);
int     __fprintf_chk (FILE *file, int flag, const char *format, ...);
int     __vfprintf_chk (FILE *file, int flag, const char *format, va_list a);
ssize_t __read_chk (int fd, void *to, size_t n, size_t room);
size_t  __fread_chk (void *to, size_t room, size_t size, size_t n, FILE *file);
char   *__fgets_chk (char *to, size_t room, int n, FILE *file);
int     __poll_chk (struct pollfd *fds, nfds_t n, int ms, size_t room);
int     __open_2 (const char *path, int flags);
int     __open64_2 (const char *path, int flags);

/// X (kind, type, name, parameters, arguments)
#define CALLS(X)                                                              \
  X (LOCK, int, pthread_mutex_lock, (pthread_mutex_t *m), (m))                \
  X (LOCK, int, pthread_mutex_timedlock,                                      \
     (pthread_mutex_t *m, const struct timespec *t), (m, t))                  \
  X (LOCK, int, pthread_rwlock_rdlock, (pthread_rwlock_t *l), (l))            \
  X (LOCK, int, pthread_rwlock_wrlock, (pthread_rwlock_t *l), (l))            \
  X (LOCK, int, pthread_spin_lock, (pthread_spinlock_t *l), (l))              \
  X (LOCK, int, pthread_cond_signal, (pthread_cond_t *c), (c))                \
  X (LOCK, int, pthread_cond_broadcast, (pthread_cond_t *c), (c))             \
  X (LOCK, int, mtx_lock, (mtx_t *m), (m))                                    \
  X (LOCK, int, cnd_signal, (cnd_t *c), (c))                                  \
  X (LOCK, int, cnd_broadcast, (cnd_t *c), (c))                               \
  X (BLOCK, int, pthread_cond_wait,                                           \
     (pthread_cond_t *c, pthread_mutex_t *m), (c, m))                         \
  X (BLOCK, int, pthread_cond_timedwait,                                      \
     (pthread_cond_t *c, pthread_mutex_t *m, const struct timespec *t),       \
     (c, m, t))                                                               \
  X (BLOCK, int, pthread_cond_clockwait,                                      \
     (pthread_cond_t *c, pthread_mutex_t *m, clockid_t k,                     \
      const struct timespec *t), (c, m, k, t))                                \
  X (BLOCK, int, pthread_join, (pthread_t t, void **r), (t, r))               \
  X (BLOCK, int, pthread_barrier_wait, (pthread_barrier_t *b), (b))           \
  X (BLOCK, int, cnd_wait, (cnd_t *c, mtx_t *m), (c, m))                      \
  X (BLOCK, int, sem_wait, (sem_t *s), (s))                                   \
  X (BLOCK, int, sem_timedwait, (sem_t *s, const struct timespec *t), (s, t)) \
  X (BLOCK, unsigned, sleep, (unsigned s), (s))                               \
  X (BLOCK, int, usleep, (useconds_t us), (us))                               \
  X (BLOCK, int, nanosleep,                                                   \
     (const struct timespec *t, struct timespec *r), (t, r))                  \
  X (BLOCK, int, clock_nanosleep,                                             \
     (clockid_t k, int f, const struct timespec *t, struct timespec *r),      \
     (k, f, t, r))                                                            \
  X (BLOCK, int, thrd_sleep,                                                  \
     (const struct timespec *t, struct timespec *r), (t, r))                  \
  X (BLOCK, int, poll, (struct pollfd *p, nfds_t n, int ms), (p, n, ms))      \
  X (BLOCK, int, __poll_chk,                                                  \
     (struct pollfd *p, nfds_t n, int ms, size_t room), (p, n, ms, room))     \
  X (BLOCK, int, ppoll,                                                       \
     (struct pollfd *p, nfds_t n, const struct timespec *t,                   \
      const sigset_t *s), (p, n, t, s))                                       \
  X (BLOCK, int, select,                                                      \
     (int n, fd_set *r, fd_set *w, fd_set *e, struct timeval *t),             \
     (n, r, w, e, t))                                                         \
  X (BLOCK, int, epoll_wait,                                                  \
     (int fd, struct epoll_event *e, int n, int ms), (fd, e, n, ms))          \
  X (IO, ssize_t, read, (int fd, void *to, size_t n), (fd, to, n))            \
  X (IO, ssize_t, __read_chk,                                                 \
     (int fd, void *to, size_t n, size_t room), (fd, to, n, room))            \
  X (IO, ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n)) \
  X (IO, ssize_t, pread, (int fd, void *to, size_t n, off_t at),              \
     (fd, to, n, at))                                                         \
  X (IO, ssize_t, pwrite, (int fd, const void *from, size_t n, off_t at),     \
     (fd, from, n, at))                                                       \
  X (IO, ssize_t, pread64, (int fd, void *to, size_t n, off64_t at),          \
     (fd, to, n, at))                                                         \
  X (IO, ssize_t, pwrite64, (int fd, const void *from, size_t n, off64_t at), \
     (fd, from, n, at))                                                       \
  X (IO, ssize_t, readv, (int fd, const struct iovec *v, int n), (fd, v, n))  \
  X (IO, ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n)) \
  X (IO, int, __open_2, (const char *path, int f), (path, f))                 \
  X (IO, int, __open64_2, (const char *path, int f), (path, f))               \
  X (IO, int, close, (int fd), (fd))                                          \
  X (IO, off_t, lseek, (int fd, off_t at, int from), (fd, at, from))          \
  X (IO, off64_t, lseek64, (int fd, off64_t at, int from), (fd, at, from))    \
  X (IO, int, fsync, (int fd), (fd))                                          \
  X (IO, int, fdatasync, (int fd), (fd))                                      \
  X (IO, int, unlink, (const char *path), (path))                             \
  X (IO, int, rename, (const char *from, const char *to), (from, to))         \
  X (IO, int, socket, (int d, int t, int p), (d, t, p))                       \
  X (IO, ssize_t, send, (int fd, const void *from, size_t n, int f),          \
     (fd, from, n, f))                                                        \
  X (IO, ssize_t, recv, (int fd, void *to, size_t n, int f), (fd, to, n, f))  \
  X (IO, ssize_t, sendto,                                                     \
     (int fd, const void *from, size_t n, int f, __CONST_SOCKADDR_ARG to,     \
      socklen_t l), (fd, from, n, f, to, l))                                  \
  X (IO, ssize_t, recvfrom,                                                   \
     (int fd, void *to, size_t n, int f, __SOCKADDR_ARG from, socklen_t *l),  \
     (fd, to, n, f, from, l))                                                 \
  X (IO, ssize_t, sendmsg, (int fd, const struct msghdr *m, int f),           \
     (fd, m, f))                                                              \
  X (IO, ssize_t, recvmsg, (int fd, struct msghdr *m, int f), (fd, m, f))     \
  X (IO, FILE *, fopen, (const char *path, const char *mode), (path, mode))   \
  X (IO, FILE *, fopen64, (const char *path, const char *mode), (path, mode)) \
  X (IO, int, fclose, (FILE *file), (file))                                   \
  X (IO, int, fflush, (FILE *file), (file))                                   \
  X (IO, size_t, fread, (void *to, size_t size, size_t n, FILE *file),        \
     (to, size, n, file))                                                     \
  X (IO, size_t, __fread_chk,                                                 \
     (void *to, size_t room, size_t size, size_t n, FILE *file),              \
     (to, room, size, n, file))                                               \
  X (IO, size_t, fwrite, (const void *from, size_t size, size_t n,            \
     FILE *file), (from, size, n, file))                                      \
  X (IO, char *, fgets, (char *to, int n, FILE *file), (to, n, file))         \
  X (IO, char *, __fgets_chk, (char *to, size_t room, int n, FILE *file),     \
     (to, room, n, file))                                                     \
  X (IO, int, fputs, (const char *text, FILE *file), (text, file))            \
  X (IO, int, puts, (const char *text), (text))                               \
  X (IO, int, fputc, (int c, FILE *file), (c, file))                          \
  X (IO, int, putc, (int c, FILE *file), (c, file))                           \
  X (IO, int, putchar, (int c), (c))                                          \
  X (IO, void, perror, (const char *text), (text))                            \
  X (IO, int, vfprintf, (FILE *file, const char *format, va_list a),          \
     (file, format, a))                                                       \
  X (IO, int, __vfprintf_chk,                                                 \
     (FILE *file, int flag, const char *format, va_list a),                   \
     (file, flag, format, a))                                                 \
  X (IO, int, vdprintf, (int fd, const char *format, va_list a),              \
     (fd, format, a))                                                         \
  X (SYSTEM, void *, mmap,                                                    \
     (void *at, size_t n, int p, int f, int fd, off_t from),                  \
     (at, n, p, f, fd, from))                                                 \
  X (SYSTEM, void *, mmap64,                                                  \
     (void *at, size_t n, int p, int f, int fd, off64_t from),                \
     (at, n, p, f, fd, from))                                                 \
  X (SYSTEM, int, munmap, (void *at, size_t n), (at, n))                      \
  X (SYSTEM, int, mprotect, (void *at, size_t n, int p), (at, n, p))          \
  X (SYSTEM, int, madvise, (void *at, size_t n, int a), (at, n, a))           \
  X (SYSTEM, int, sched_yield, (void), ())                                    \
  X (SYSTEM, int, pthread_create,                                             \
     (pthread_t *t, const pthread_attr_t *a, void *(*f) (void *), void *d),   \
     (t, a, f, d))                                                            \
  X (SYSTEM, pid_t, fork, (void), ())

/// Real functions whose own definition takes a list of arguments.
#define LISTS(X)                                                              \
  X (IO, int, open, (const char *path, int f, ...), )                         \
  X (IO, int, open64, (const char *path, int f, ...), )                       \
  X (IO, int, openat, (int dir, const char *path, int f, ...), )              \
  X (IO, int, openat64, (int dir, const char *path, int f, ...), )            \
  X (IO, int, ioctl, (int fd, unsigned long request, ...), )                  \
  X (SYSTEM, long, syscall, (long number, ...), )

#define DECLARE(kind, type, name, params, args)                                \
  static type (*real_##name) params;
CALLS (DECLARE)
LISTS (DECLARE)

static void
find (void *real, const char *name)
{
  *(void **) real = dlsym (RTLD_NEXT, name);
}

#define FIND(kind, type, name, params, args) find (&real_##name, #name);

/// Before main; a library's own start may come earlier, see REAL.
__attribute__ ((constructor)) static void
find_all (void)
{
  CALLS (FIND)
  LISTS (FIND)
}

/// The real function, told of.
#define REAL(kind, name)                                                       \
  (note (LT_CALL_##kind, #name),                                               \
   real_##name ? (void) 0 : find (&real_##name, #name),                        \
   real_##name)

#define DEFINE(kind, type, name, params, args)                                 \
  type name params                                                             \
  {                                                                            \
    return REAL (kind, name) args;                                             \
  }

#undef putc
CALLS (DEFINE)

/* ---- Those with argument lists ---- */

#define TAKES_MODE(flags)                                                      \
  (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE)

#define DEFINE_OPEN(name)                                                      \
  int name (const char *path, int flags, ...)                                  \
  {                                                                            \
    va_list a;                                                                 \
    va_start (a, flags);                                                       \
    const mode_t mode = TAKES_MODE (flags) ? va_arg (a, mode_t) : 0;           \
    va_end (a);                                                                \
    return REAL (IO, name) (path, flags, mode);                                \
  }

#define DEFINE_OPENAT(name)                                                    \
  int name (int dir, const char *path, int flags, ...)                         \
  {                                                                            \
    va_list a;                                                                 \
    va_start (a, flags);                                                       \
    const mode_t mode = TAKES_MODE (flags) ? va_arg (a, mode_t) : 0;           \
    va_end (a);                                                                \
    return REAL (IO, name) (dir, path, flags, mode);                           \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)
DEFINE_OPENAT (openat)
DEFINE_OPENAT (openat64)

int
ioctl (int fd, unsigned long request, ...)
{
  va_list a;
  va_start (a, request);
  void *argument = va_arg (a, void *);
  va_end (a);
  return REAL (IO, ioctl) (fd, request, argument);
}

// clang-format on

/// All six arguments are passed on, given or not: each is a register.
long
syscall (long number, ...)
{
  long    v[6];
  va_list a;
  va_start (a, number);
  for (int i = 0; i < 6; i++)
    v[i] = va_arg (a, long);
  va_end (a);
  return REAL (SYSTEM, syscall) (number, v[0], v[1], v[2], v[3], v[4], v[5]);
}

#define DEFINE_PRINT(name, params, last, call)                                 \
  int name params                                                              \
  {                                                                            \
    va_list a;                                                                 \
    va_start (a, last);                                                        \
    const int n = call;                                                        \
    va_end (a);                                                                \
    return n;                                                                  \
  }

// Through the interposed v-functions, which tell
DEFINE_PRINT (printf,
              (const char *format, ...),
              format,
              vfprintf (stdout, format, a))
DEFINE_PRINT (fprintf,
              (FILE * file, const char *format, ...),
              format,
              vfprintf (file, format, a))
DEFINE_PRINT (dprintf,
              (int fd, const char *format, ...),
              format,
              vdprintf (fd, format, a))
DEFINE_PRINT (__printf_chk,
              (int flag, const char *format, ...),
              format,
              __vfprintf_chk (stdout, flag, format, a))
DEFINE_PRINT (__fprintf_chk,
              (FILE * file, int flag, const char *format, ...),
              format,
              __vfprintf_chk (file, flag, format, a))

int
vprintf (const char *format, va_list a)
{
  return vfprintf (stdout, format, a);
}

#endif
