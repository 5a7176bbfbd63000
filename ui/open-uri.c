/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages that the session wants to be opened: by the desktop, with or without a
 * window of ours. */
#include "config.h"
#include "open-uri.h"
#include "window.h"
#include <glib/gi18n-lib.h>

/* Where there is no window its user is none the worse: a call goes on without its page. */
static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkWindow *window = GTK_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (window, result, &error))
    return;
  g_debug ("a page was not opened: %s", error->message);
  if (window == NULL || !COR_IS_WINDOW (window))
    return;
  /* Translators: %s says why. */
  text = g_strdup_printf (_ ("The page could not be opened: %s"), error->message);
  cor_window_toast (COR_WINDOW (window), text);
}

static GtkWindow *
find_window (GtkApplication *app)
{
  for (GList *l = gtk_application_get_windows (app); l != NULL; l = l->next)
    if (COR_IS_WINDOW (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

static void
on_open_uri (CorSession *session, const char *uri, GtkApplication *app)
{
  gtk_show_uri_full (find_window (app), uri, GDK_CURRENT_TIME, NULL, on_shown, NULL);
}

void
cor_open_uri_follow (GtkApplication *app, CorSession *session)
{
  g_signal_connect_object (session, "open-uri", G_CALLBACK (on_open_uri), app, 0);
}
