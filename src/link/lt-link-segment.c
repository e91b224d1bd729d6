// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "link/lt-link-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE = 4096, SEALS = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL };

static const uint32_t sizes[] = {
  [LT_RING_COMMANDS]  = LT_LINK_COMMAND_BYTES,
  [LT_RING_EVENTS]    = LT_LINK_EVENT_BYTES,
  [LT_RING_TELEMETRY] = LT_LINK_TELEMETRY_BYTES,
};

static size_t
pages (size_t bytes)
{
  return (bytes + PAGE - 1) / PAGE * PAGE;
}

static size_t
offset_of (LtRingName name)
{
  size_t offset = PAGE;
  for (int i = 0; i < (int)name; i++)
    offset += pages (lt_ring_bytes (sizes[i]));
  return offset;
}

static size_t
total_size (void)
{
  return offset_of (LT_RING_TELEMETRY) +
         pages (lt_ring_bytes (sizes[LT_RING_TELEMETRY]));
}

LtStatus
lt_segment_new (LtSegment *segment, bool is_local)
{
  *segment = (LtSegment){.size = total_size (), .fd = -1};
  if (is_local) {
    segment->memory = aligned_alloc (PAGE, segment->size);
    if (!segment->memory)
      return LT_NO_MEM;
    memset (segment->memory, 0, segment->size);
  } else {
    segment->fd =
      memfd_create ("longthrow-link", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (segment->fd < 0)
      return LT_IO;
    if (ftruncate (segment->fd, (off_t)segment->size) != 0 ||
        fcntl (segment->fd, F_ADD_SEALS, SEALS) != 0) {
      close (segment->fd);
      return LT_IO;
    }
    segment->memory = mmap (
      NULL, segment->size, PROT_READ | PROT_WRITE, MAP_SHARED, segment->fd, 0);
    if (segment->memory == MAP_FAILED) {
      close (segment->fd);
      return LT_NO_MEM;
    }
  }
  LtSegmentHead *head = segment->memory;
  *head               = (LtSegmentHead){
                  .magic           = LT_LINK_MAGIC,
                  .version         = LT_LINK_VERSION,
                  .command_bytes   = sizes[LT_RING_COMMANDS],
                  .event_bytes     = sizes[LT_RING_EVENTS],
                  .telemetry_bytes = sizes[LT_RING_TELEMETRY],
  };
  for (int i = 0; i <= LT_RING_TELEMETRY; i++)
    lt_ring_init (lt_segment_ring (segment, (LtRingName)i, NULL));
  return LT_OK;
}

LtStatus
lt_segment_take (LtSegment *segment, int fd)
{
  struct stat info;
  *segment        = (LtSegment){.fd = fd};
  const int seals = fcntl (fd, F_GET_SEALS);
  if (seals < 0 || (seals & SEALS) != SEALS || fstat (fd, &info) != 0 ||
      (size_t)info.st_size != total_size ())
    return LT_FORMAT;
  segment->size = (size_t)info.st_size;
  segment->memory =
    mmap (NULL, segment->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (segment->memory == MAP_FAILED) {
    segment->memory = NULL;
    return LT_NO_MEM;
  }
  const LtSegmentHead *head = segment->memory;
  if (head->magic != LT_LINK_MAGIC)
    return LT_FORMAT;
  if (head->version != LT_LINK_VERSION ||
      head->command_bytes != sizes[LT_RING_COMMANDS] ||
      head->event_bytes != sizes[LT_RING_EVENTS] ||
      head->telemetry_bytes != sizes[LT_RING_TELEMETRY])
    return LT_NEWER;
  return LT_OK;
}

void
lt_segment_free (LtSegment *segment)
{
  if (segment->fd >= 0) {
    if (segment->memory)
      munmap (segment->memory, segment->size);
    close (segment->fd);
  } else {
    free (segment->memory);
  }
  *segment = (LtSegment){.fd = -1};
}

LtRing *
lt_segment_ring (const LtSegment *segment, LtRingName name, uint32_t *size)
{
  if (size)
    *size = sizes[name];
  return (LtRing *)((char *)segment->memory + offset_of (name));
}
