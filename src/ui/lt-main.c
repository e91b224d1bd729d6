// SPDX-FileCopyrightText: 2026 The Longthrow authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/lt-i18n.h"
#include "ui/lt-app.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain ("longthrow", LOCALEDIR);
  bind_textdomain_codeset ("longthrow", "UTF-8");
  textdomain ("longthrow");
  g_set_application_name ("Longthrow");
  g_autoptr (LtApp) app = lt_app_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
