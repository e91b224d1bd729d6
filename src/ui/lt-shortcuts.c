// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/lt-shortcuts.h"

#include "base/lt-i18n.h"

/* Without a key: the title of a group. */
static const struct {
  const char *keys, *title;
} rows[] = {
  {NULL, N_ ("Playing")},
  {"space", N_ ("Play or stop")},
  {"Return", N_ ("Return to start")},
  {"Home", N_ ("Return to start, with no slider focused")},
  {"<Control>g", N_ ("Go to a time")},
  {"<Control>l", N_ ("Loop on or off")},
  {NULL, N_ ("Session")},
  {"<Control>n", N_ ("New session")},
  {"<Control>o", N_ ("Open session")},
  {"<Control>s", N_ ("Save")},
  {"<Control>i", N_ ("Import files")},
  {"<Control>z", N_ ("Undo")},
  {"<Control><Shift>z", N_ ("Redo")},
  {"<Control>w", N_ ("Close")},
  {"<Control>question", N_ ("This window")},
  {NULL, N_ ("Strips")},
  {"Left Right", N_ ("Same control of the next strip")},
  {"<Alt>Left <Alt>Right", N_ ("Move the strip")},
  {"<Control><Shift>n", N_ ("New strip")},
  {"F2", N_ ("Rename")},
  {"Delete", N_ ("Remove")},
  {"m", N_ ("Mute")},
  {"s", N_ ("Solo")},
  {"e", N_ ("All its sends")},
  {"r", N_ ("Its routing")},
  {"<Control>c <Control>v",
   N_ ("Copy, paste its filters, gate, EQ, compressor")},
  {"c", N_ ("Channel view: filters, gate, EQ, compressor")},
  {"f", N_ ("Sends to the selected bus on the faders")},
  {"Escape", N_ ("Leave sends on faders, or a DCA's strips")},
  {"<Control>Page_Up <Control>Page_Down", N_ ("Layer before, after")},
  {"<Control>k", N_ ("Clear peaks and clip lamps")},
  {"w", N_ ("Why can't I hear it?")},
  {NULL, N_ ("Monitor and the whole desk")},
  {"<Control>m", N_ ("Show or hide the monitor section")},
  {"d", N_ ("Dim the speakers")},
  {"t", N_ ("Talk: hold it, or press it in latch mode")},
  {"<Alt>s", N_ ("Clear all solos")},
  {"<Shift>Escape", N_ ("Panic: mute all live inputs, or take it back")},
  {NULL, N_ ("Faders and knobs")},
  {"Up Down", N_ ("A step")},
  {"<Control>Up <Control>Down", N_ ("A fine step")},
  {"Page_Up Page_Down", N_ ("A big step")},
  {"0", N_ ("Default: 0 dB, centre")},
  {"Home", N_ ("Lowest")},
  {"End", N_ ("Highest; for a level 0 dB")},
  {"Escape", N_ ("Take back a drag while it is held")},
  {"minus", N_ ("Type a value (or click the number)")},
};

static void
append (GString *xml, const char *format, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  char           **parts   = g_strsplit (format, "@", 2);
  g_string_append_printf (xml, "%s%s%s", parts[0], escaped, parts[1]);
  g_strfreev (parts);
}

/* GTK 4.8 fills such a window from XML alone. */
GtkShortcutsWindow *
lt_shortcuts_new (void)
{
  g_autoptr (GString) xml =
    g_string_new ("<interface><object class='GtkShortcutsWindow' id='keys'>"
                  "<property name='modal'>1</property>"
                  "<child><object class='GtkShortcutsSection'>"
                  "<property name='section-name'>desk</property>"
                  "<property name='max-height'>22</property>");
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++) {
    if (!rows[i].keys) {
      if (i)
        g_string_append (xml, "</object></child>");
      append (xml,
              "<child><object class='GtkShortcutsGroup'>"
              "<property name='title'>@</property>",
              _ (rows[i].title));
      continue;
    }
    append (xml,
            "<child><object class='GtkShortcutsShortcut'>"
            "<property name='accelerator'>@</property>",
            rows[i].keys);
    append (xml,
            "<property name='title'>@</property></object></child>",
            _ (rows[i].title));
  }
  g_string_append (xml,
                   "</object></child></object></child></object></interface>");
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_string (xml->str, (gssize)xml->len);
  return GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "keys"));
}
