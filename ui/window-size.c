/* SPDX-License-Identifier: GPL-3.0-or-later
 * The main window is as large as its user left it. */
#include "config.h"
#include "window.h"

void
cor_window_remember_size (CorWindow *self)
{
  g_autoptr (GSettings) settings = g_settings_new (COR_APP_ID);

  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}
