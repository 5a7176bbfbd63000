/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl transfer`: the other side of a call goes to a number. */
#include "config.h"
#include "move.h"
#include "bus.h"
#include "front.h"

CorExit
cor_move_transfer (GDBusConnection *bus, const char *number, guint32 id, gboolean ask_first)
{
  const CorBusCall call = { .method = "Transfer",
                            .arguments = g_variant_new ("(usb)", id, number, ask_first) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, &call, &error);

  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}
