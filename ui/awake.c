/* SPDX-License-Identifier: GPL-3.0-or-later
 * The computer doesn't fall asleep in a call. A dark screen is fine. */
#include "config.h"
#include "awake.h"
#include <glib/gi18n-lib.h>

/* 0: not inhibited, whatever was asked. */
#define COOKIE "cornetta-inhibit-cookie"

static void
on_busy (CorCallList *calls, GParamSpec *pspec, GtkApplication *app)
{
  guint cookie = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (app), COOKIE));

  if (cor_call_list_is_busy (calls) && cookie == 0) {
    cookie = gtk_application_inhibit (app, gtk_application_get_active_window (app),
                                      GTK_APPLICATION_INHIBIT_SUSPEND, _ ("A call is in progress"));
  } else if (!cor_call_list_is_busy (calls) && cookie != 0) {
    gtk_application_uninhibit (app, cookie);
    cookie = 0;
  }
  g_object_set_data (G_OBJECT (app), COOKIE, GUINT_TO_POINTER (cookie));
}

void
cor_awake_follow (GtkApplication *app, CorCallList *calls)
{
  g_signal_connect_object (calls, "notify::busy", G_CALLBACK (on_busy), app, 0);
}
