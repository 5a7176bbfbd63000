/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least that a program can do with a link it was started with: one message
 * on the session bus, which starts who takes it. Usage: floor-client ID LINK */
#include <gio/gio.h>

static char *
make_path (const char *id)
{
  g_autofree char *path = g_strconcat ("/", id, NULL);

  return g_strdelimit (g_steal_pointer (&path), ".", '/');
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr (GVariant) answer = NULL;
  const char *id = argc > 1 ? argv[1] : "";
  const char *links[] = { argc > 2 ? argv[2] : "", NULL };
  g_autofree char *path = make_path (id);

  if (bus != NULL)
    answer = g_dbus_connection_call_sync (bus, id, path, "org.freedesktop.Application", "Open",
                                          g_variant_new ("(^asa{sv})", links, NULL), NULL,
                                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  if (answer == NULL)
    g_printerr ("floor-client: %s\n", error->message);
  return answer == NULL;
}
