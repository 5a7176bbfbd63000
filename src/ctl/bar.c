/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl bar`: the program's own action, with what the launcher gave
 * for the window's focus. */
#include "config.h"
#include "bar.h"
#include <glib/gi18n-lib.h>

CorExit
cor_bar_open (GDBusConnection *bus)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (
    bus,
    &(CorBusCall){
      .interface = "org.freedesktop.Application",
      .method = "ActivateAction",
      .arguments = g_variant_new ("(sav@a{sv})", "bar", NULL, cor_bus_platform_data ()),
      .start = TRUE,
      .waiting = N_ ("Waiting for Cornetta to start…"),
    },
    &error);

  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}
