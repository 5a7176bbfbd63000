/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least that can take a link by D-Bus: a GApplication without windows that
 * tells a UDP port on loopback which link came. Usage: floor-service PORT */
#include <gio/gio.h>
#include <stdlib.h>

typedef struct {
  GSocket *socket;
  GSocketAddress *sink;
} Floor;

static void
on_open (GApplication *app, GFile **files, int n_files, const char *hint, Floor *self)
{
  for (int i = 0; i < n_files; i++) {
    g_autofree char *uri = g_file_get_uri (files[i]);
    g_autofree char *line = g_strconcat ("FLOOR ", uri, NULL);

    g_socket_send_to (self->socket, self->sink, line, strlen (line), NULL, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GApplication) app = g_application_new (
    "org.cornetta.BenchFloor", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_IS_SERVICE);
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) sink =
    g_inet_socket_address_new_from_string ("127.0.0.1", argc > 1 ? atoi (argv[1]) : 0);
  Floor self = { socket, sink };

  g_signal_connect (app, "open", G_CALLBACK (on_open), &self);
  g_application_hold (app);
  return g_application_run (app, 1, argv);
}
