/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least that a program can do with a link it was started with: one message
 * on the session bus. Usage: floor-client LINK */
#include <gio/gio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;
  const char *links[] = { argc > 1 ? argv[1] : "", NULL };

  if (bus != NULL)
    answer = g_dbus_connection_call_sync (bus, "org.cornetta.BenchFloor",
                                          "/org/cornetta/BenchFloor", "org.freedesktop.Application",
                                          "Open", g_variant_new ("(^asa{sv})", links, NULL), NULL,
                                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, &error);
  if (answer == NULL)
    g_printerr ("floor-client: %s\n", error->message);
  return answer == NULL;
}
