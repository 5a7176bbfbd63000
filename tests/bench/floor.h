/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the floors do with a link, in place of a call: one datagram. */
#pragma once

#include <gio/gio.h>
#include <stdlib.h>

static inline int
cor_floor_port (const char *text)
{
  return text != NULL ? atoi (text) : 0;
}

static inline void
cor_floor_tell (GFile **files, int n_files, int port)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) sink = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  for (int i = 0; i < n_files; i++) {
    g_autofree char *uri = g_file_get_uri (files[i]);
    g_autofree char *line = g_strconcat ("FLOOR ", uri, NULL);

    g_socket_send_to (socket, sink, line, strlen (line), NULL, NULL);
  }
}
