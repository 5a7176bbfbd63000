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
    { "app.help('index')", { "F1" } },
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
    { "win.pane('phonebook')", { "<Control>1" } },
    { "win.pane('history')", { "<Control>2" } },
    { "win.pane('colleagues')", { "<Control>3" } },
    { "win.pane('speed-dials')", { "<Control>4" } },
    { "win.pane('queues')", { "<Control>5" } },
    { "win.pane('voicemail')", { "<Control>6" } },
    { "app.speed-dial(uint32 1)", { "<Alt>1" } },
    { "app.speed-dial(uint32 2)", { "<Alt>2" } },
    { "app.speed-dial(uint32 3)", { "<Alt>3" } },
    { "app.speed-dial(uint32 4)", { "<Alt>4" } },
    { "app.speed-dial(uint32 5)", { "<Alt>5" } },
    { "app.speed-dial(uint32 6)", { "<Alt>6" } },
    { "app.speed-dial(uint32 7)", { "<Alt>7" } },
    { "app.speed-dial(uint32 8)", { "<Alt>8" } },
    { "app.speed-dial(uint32 9)", { "<Alt>9" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (app, keys[i].action, keys[i].accels);
}
