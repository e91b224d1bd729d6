// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "session/lt-session-private.h"

#include "base/lt-i18n.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

// --- strips ---

LtStrip *
lt_strip_new (uint32_t id, LtKind kind, uint32_t n_channels, const char *name)
{
  LtStrip *strip    = g_new0 (LtStrip, 1);
  strip->id         = id;
  strip->kind       = kind;
  strip->n_channels = n_channels;
  strip->name       = g_strdup (name);
  for (int i = 0; i < LT_N_STRIP_PARAMS; i++)
    strip->values[i] = lt_param_info[i].def;
  return strip;
}

void
lt_strip_free (LtStrip *strip)
{
  if (!strip)
    return;
  g_free (strip->name);
  g_free (strip->bus_values);
  g_free (strip->file.path);
  g_free (strip->other);
  g_free (strip);
}

void
lt_strip_file_copy (LtStripFile *to, const LtStripFile *from)
{
  g_free (to->path);
  *to = (LtStripFile){0};
  if (!from || !from->path)
    return;
  *to      = *from;
  to->path = g_strdup (from->path);
}

bool
lt_strip_file_equal (const LtStripFile *a, const LtStripFile *b)
{
  return g_strcmp0 (a->path, b->path) == 0 && a->channel == b->channel &&
         a->rate == b->rate && a->frames == b->frames && a->start == b->start;
}

/// Place of a value among the bus values, or where it would go.
static uint32_t
bus_value_place (const LtStrip *strip,
                 uint32_t       bus,
                 uint16_t       param,
                 bool          *found)
{
  uint32_t low = 0, high = strip->n_bus_values;
  *found = false;
  while (low < high) {
    const uint32_t    middle = low + (high - low) / 2;
    const LtBusValue *v      = &strip->bus_values[middle];
    if (v->bus == bus && v->param == param) {
      *found = true;
      return middle;
    }
    if (v->bus < bus || (v->bus == bus && v->param < param))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

double *
lt_strip_bus_value (LtStrip *strip, uint32_t bus, uint16_t param)
{
  bool           found;
  const uint32_t at = bus_value_place (strip, bus, param, &found);
  return found ? &strip->bus_values[at].value : NULL;
}

void
lt_strip_set_bus_value (LtStrip *strip,
                        uint32_t bus,
                        uint16_t param,
                        double   value,
                        double   def)
{
  bool           found;
  const uint32_t at   = bus_value_place (strip, bus, param, &found);
  const uint32_t rest = strip->n_bus_values - at;
  if (value == def) {
    if (!found)
      return;
    memmove (&strip->bus_values[at],
             &strip->bus_values[at + 1],
             (rest - 1) * sizeof (LtBusValue));
    strip->n_bus_values--;
    return;
  }
  if (!found) {
    strip->bus_values =
      g_renew (LtBusValue, strip->bus_values, strip->n_bus_values + 1);
    memmove (&strip->bus_values[at + 1],
             &strip->bus_values[at],
             rest * sizeof (LtBusValue));
    strip->n_bus_values++;
  }
  strip->bus_values[at] = (LtBusValue){bus, param, value};
}

LtStrip *
lt_session_owner (const LtSession *session, uint32_t id)
{
  return id ? lt_session_find (session, id) : (LtStrip *)&session->desk;
}

double
lt_session_default (const LtSession *session, uint32_t bus, uint16_t param)
{
  const LtStrip *to = bus ? lt_session_find (session, bus) : NULL;
  return lt_param_default ((LtParam)param, to ? to->kind : 0);
}

void
lt_strip_tidy (const LtSession *session, LtStrip *strip)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < strip->n_bus_values; i++) {
    const LtBusValue *v = &strip->bus_values[i];
    if (v->value != lt_session_default (session, v->bus, v->param))
      strip->bus_values[kept++] = *v;
  }
  strip->n_bus_values = kept;
}

// --- life ---

static void
free_connection (gpointer data)
{
  LtConnection *connection = data;
  g_free (connection->port);
  g_free (connection->peer);
  g_free (connection);
}

LtSession *
lt_session_new (uint32_t rate)
{
  LtSession *session  = g_new0 (LtSession, 1);
  session->rate       = rate;
  session->lock       = -1;
  session->is_new_run = true;
  session->next_id    = 1;
  session->strips =
    g_ptr_array_new_with_free_func ((GDestroyNotify)lt_strip_free);
  session->connections = g_ptr_array_new_with_free_func (free_connection);
  session->undo        = g_ptr_array_new_with_free_func (lt_step_free);
  session->redo        = g_ptr_array_new_with_free_func (lt_step_free);
  session->lines       = g_ptr_array_new_with_free_func (lt_journal_free_line);
  session->strip_extra =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)json_object_unref);
  for (int i = 0; i < LT_N_PARAMS; i++)
    session->values[i] = lt_param_info[i].def;
  LtStrip *master =
    lt_strip_new (session->next_id++, LT_KIND_MASTER, 2, _ ("Master"));
  master->values[LT_PARAM_COLOUR] = 0xCFD5DB;
  g_ptr_array_add (session->strips, master);
  return session;
}

void
lt_session_reserve (LtSession *session, uint32_t n)
{
  g_return_if_fail (session->strips->len == 1 && session->sequence == 0);
  LtStrip *master  = g_ptr_array_index (session->strips, 0);
  master->id       = n + 1;
  session->next_id = 1;
}

void
lt_session_free (LtSession *session)
{
  if (!session)
    return;
  if (session->lock >= 0)
    close (session->lock);
  g_ptr_array_unref (session->strips);
  g_ptr_array_unref (session->connections);
  g_ptr_array_unref (session->undo);
  g_ptr_array_unref (session->redo);
  g_ptr_array_unref (session->lines);
  g_hash_table_unref (session->strip_extra);
  if (session->extra)
    json_object_unref (session->extra);
  g_free (session->desk.bus_values);
  for (int i = 0; i < LT_N_PARAMS; i++)
    g_free (session->texts[i]);
  g_free (session->trouble);
  g_free (session->path);
  g_free (session->name);
  g_free (session);
}

void
lt_session_observe (LtSession *session, const LtSessionObserver *observer)
{
  session->observer = observer ? *observer : (LtSessionObserver){0};
}

// --- look ---

uint32_t
lt_session_rate (const LtSession *session)
{
  return session->rate;
}

const char *
lt_session_path (const LtSession *session)
{
  return session->path;
}

const char *
lt_session_name (const LtSession *session)
{
  return session->name ? session->name : "";
}

uint32_t
lt_session_n_strips (const LtSession *session)
{
  return session->strips->len;
}

const LtStrip *
lt_session_strip_at (const LtSession *session, uint32_t place)
{
  return place < session->strips->len
           ? g_ptr_array_index (session->strips, place)
           : NULL;
}

int32_t
lt_session_place (const LtSession *session, uint32_t id)
{
  for (guint i = 0; i < session->strips->len; i++)
    if (((LtStrip *)g_ptr_array_index (session->strips, i))->id == id)
      return (int32_t)i;
  return -1;
}

LtStrip *
lt_session_find (const LtSession *session, uint32_t id)
{
  int32_t place = lt_session_place (session, id);
  return place < 0 ? NULL : g_ptr_array_index (session->strips, place);
}

const LtStrip *
lt_session_strip (const LtSession *session, uint32_t id)
{
  return lt_session_find (session, id);
}

uint32_t
lt_session_master (const LtSession *session)
{
  for (guint i = session->strips->len; i-- > 0;) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    if (strip->kind == LT_KIND_MASTER)
      return strip->id;
  }
  return 0;
}

const LtStrip *
lt_session_desk (const LtSession *session)
{
  return &session->desk;
}

int64_t
lt_session_length (const LtSession *session)
{
  int64_t length = 0;
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStripFile *file =
      &((LtStrip *)g_ptr_array_index (session->strips, i))->file;
    if (!file->path || file->rate == 0)
      continue;
    int64_t frames =
      file->rate == session->rate
        ? file->frames
        : (int64_t)((double)file->frames * session->rate / file->rate + 0.5);
    length = MAX (length, file->start + frames);
  }
  return length;
}

LtStatus
lt_session_get (const LtSession *session,
                LtAddress        address,
                double          *value,
                LtError         *error)
{
  if (!lt_address_valid (address) || lt_param_is_text ((LtParam)address.param))
    return lt_fail (error, LT_NOT_FOUND, _ ("There is no such value."));
  const LtParamInfo *info  = &lt_param_info[address.param];
  LtStrip           *strip = lt_session_owner (session, address.strip);
  if (!strip)
    return lt_fail (
      error, LT_NOT_FOUND, _ ("There is no strip %u."), address.strip);
  if (address.strip && !(info->kinds & strip->kind))
    return lt_fail (
      error, LT_NOT_FOUND, _ ("%s has no %s."), strip->name, _ (info->name));
  if (!(info->flags & LT_PARAM_PER_BUS)) {
    *value = address.strip ? strip->values[address.param]
                           : session->values[address.param];
    return LT_OK;
  }
  if (!lt_session_find (session, address.bus))
    return lt_fail (
      error, LT_NOT_FOUND, _ ("There is no bus %u."), address.bus);
  const double *known = lt_strip_bus_value (strip, address.bus, address.param);
  *value =
    known ? *known : lt_session_default (session, address.bus, address.param);
  return LT_OK;
}

const char *
lt_session_get_text (const LtSession *session, LtAddress address)
{
  if (!lt_address_valid (address) || !lt_param_is_text ((LtParam)address.param))
    return NULL;
  if (address.strip == 0)
    return session->texts[address.param] ? session->texts[address.param] : "";
  const LtStrip *strip = lt_session_find (session, address.strip);
  return strip ? strip->name : NULL; // the only text that strips have
}

static uint32_t
strip_by_name (void *data, const char *name)
{
  const LtSession *session = data;
  for (guint i = 0; i < session->strips->len; i++) {
    const LtStrip *strip = g_ptr_array_index (session->strips, i);
    if (strcmp (strip->name, name) == 0)
      return strip->id;
  }
  return 0;
}

static uint32_t
master (void *data)
{
  return lt_session_master (data);
}

LtNames
lt_session_names (LtSession *session)
{
  return (LtNames){
    .strip_by_name = strip_by_name, .master = master, .data = session};
}

bool
lt_session_is_dirty (const LtSession *session)
{
  return session->sequence != session->saved;
}

void
lt_session_each_connection (const LtSession *session,
                            void (*each) (void       *data,
                                          const char *port,
                                          const char *peer),
                            void *data)
{
  for (guint i = 0; i < session->connections->len; i++) {
    const LtConnection *c = g_ptr_array_index (session->connections, i);
    each (data, c->port, c->peer);
  }
}

char *
lt_session_file_path (const LtSession *session, const LtStrip *strip)
{
  if (!strip->file.path)
    return NULL;
  if (g_path_is_absolute (strip->file.path) || !session->path)
    return g_strdup (strip->file.path);
  return g_build_filename (session->path, strip->file.path, NULL);
}

uint32_t
lt_session_n_recovered (const LtSession *session)
{
  return session->n_recovered;
}

const char *
lt_session_trouble (const LtSession *session)
{
  return session->trouble;
}
