/* SPDX-License-Identifier: GPL-3.0-or-later
 * The least that can take a link, by D-Bus or as an argument: a GApplication
 * without windows that tells a UDP port on loopback which link came.
 * Usage: floor-service PORT ID [LINK]   With a LINK, or under an ID that ends in
 * "Cold", it ends after the first one. */
#include "floor.h"

static gboolean
serves_once (GApplication *app)
{
  return g_str_has_suffix (g_application_get_application_id (app), "Cold");
}

static void
on_open (GApplication *app, GFile **files, int n_files, const char *hint, gpointer port)
{
  cor_floor_tell (files, n_files, GPOINTER_TO_INT (port));
  if (serves_once (app))
    g_application_quit (app);
}

int
main (int argc, char **argv)
{
  const char *id = argc > 2 ? argv[2] : "";
  gboolean has_link = argc > 3;
  g_autoptr (GApplication) app =
    g_application_new (id, G_APPLICATION_HANDLES_OPEN | (has_link ? 0 : G_APPLICATION_IS_SERVICE));

  g_signal_connect (app, "open", G_CALLBACK (on_open), GINT_TO_POINTER (cor_floor_port (argv[1])));
  if (!has_link && !serves_once (app))
    g_application_hold (app);
  return g_application_run (app, argc - 2, argv + 2);
}
