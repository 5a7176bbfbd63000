/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "keys.h"

void
cor_keys_install (GtkApplication *app)
{
  static const struct {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "win.focus-entry", { "<Control>f", "<Control>n" } },
    { "contacts.new", { "<Shift><Control>n" } },
    { "win.mute", { "<Control>m" } },
    { "win.hold", { "<Control>h" } },
    { "win.transfer-to", { "<Control>t" } },
    { "app.swap(uint32 0)", { "<Control>s" } },
    { "app.complete-transfer(uint32 0)", { "<Control>j" } },
    { "app.go-back(uint32 0)", { "<Control>b" } },
    { "win.hang-up", { "<Control>d" } },
    { "win.pane('phonebook')", { "<Alt>1" } },
    { "win.pane('history')", { "<Alt>2" } },
    { "win.pane('colleagues')", { "<Alt>3" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (app, keys[i].action, keys[i].accels);
}
