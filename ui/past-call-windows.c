/* SPDX-License-Identifier: GPL-3.0-or-later
 * The windows of one past call: one of each kind for a call, found again among
 * the application's. Each owns itself. */
#include "config.h"
#include "past-call-windows.h"
#include "cards-window.h"
#include "note-window.h"
#include "summary-window.h"
#include "window.h"

/* Lives as long as the application. */
typedef struct {
  GtkApplication *app;
  CorSession *session;
} Windows;

static GtkWindow *
find_parent (Windows *self)
{
  for (GList *l = gtk_application_get_windows (self->app); l != NULL; l = l->next)
    if (COR_IS_WINDOW (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

static GtkWindow *
find_note (Windows *self, const char *id)
{
  for (GList *l = gtk_application_get_windows (self->app); l != NULL; l = l->next)
    if (COR_IS_NOTE_WINDOW (l->data) && g_str_equal (cor_note_window_get_id (l->data), id))
      return l->data;
  return NULL;
}

static GtkWindow *
find_summary (Windows *self, const char *id)
{
  for (GList *l = gtk_application_get_windows (self->app); l != NULL; l = l->next)
    if (COR_IS_SUMMARY_WINDOW (l->data) && g_str_equal (cor_summary_window_get_id (l->data), id))
      return l->data;
  return NULL;
}

static GtkWindow *
find_cards (Windows *self, const char *number)
{
  for (GList *l = gtk_application_get_windows (self->app); l != NULL; l = l->next)
    if (COR_IS_CARDS_WINDOW (l->data) &&
        g_str_equal (cor_cards_window_get_number (l->data), number))
      return l->data;
  return NULL;
}

static void
present (Windows *self, GtkWindow *window, const char *token)
{
  gtk_window_set_application (window, self->app);
  if (token != NULL)
    gtk_window_set_startup_id (window, token);
  gtk_window_present (window);
}

static void
on_note (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Windows *self = data;
  const char *id, *who;
  GtkWindow *window;

  g_variant_get (parameter, "(&s&s)", &id, &who);
  window = find_note (self, id);
  if (window == NULL)
    window = cor_note_window_new (find_parent (self), self->session, id, who);
  present (self, window, NULL);
}

static void
on_cards (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Windows *self = data;
  const char *number, *who;
  GtkWindow *window;

  g_variant_get (parameter, "(&s&s)", &number, &who);
  window = find_cards (self, number);
  if (window == NULL)
    window = cor_cards_window_new (find_parent (self), self->session, number, who);
  present (self, window, NULL);
}

static CorSummaryWindow *
make_summary (Windows *self, const char *id, const char *who)
{
  GtkWindow *window = find_summary (self, id);

  if (window == NULL)
    window = cor_summary_window_new (find_parent (self), self->session, id, who);
  return COR_SUMMARY_WINDOW (window);
}

static void
show_summary (Windows *self, GVariant *parameter, gboolean transcript)
{
  CorSummaryWindow *window;
  const char *id, *who;

  g_variant_get (parameter, "(&s&s)", &id, &who);
  window = make_summary (self, id, who);
  cor_summary_window_show_transcript (window, transcript);
  present (self, GTK_WINDOW (window), NULL);
}

static void
on_summary (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_summary (data, parameter, FALSE);
}

static void
on_transcript (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_summary (data, parameter, TRUE);
}

static void
on_show_summary (CorSession *session, const char *id, const char *token, Windows *self)
{
  present (self, GTK_WINDOW (make_summary (self, id, NULL)), token);
}

static void
on_app_gone (gpointer data, GObject *app)
{
  Windows *self = data;

  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}

void
cor_past_call_windows_install (GtkApplication *app, CorSession *session)
{
  static const GActionEntry entries[] = {
    { .name = "call-note", .activate = on_note, .parameter_type = "(ss)" },
    { .name = "call-cards", .activate = on_cards, .parameter_type = "(ss)" },
    { .name = "call-summary", .activate = on_summary, .parameter_type = "(ss)" },
    { .name = "call-transcript", .activate = on_transcript, .parameter_type = "(ss)" },
  };
  Windows *self = g_new (Windows, 1);

  *self = (Windows){ app, g_object_ref (session) };
  g_object_weak_ref (G_OBJECT (app), on_app_gone, self);
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (session, "show-summary", G_CALLBACK (on_show_summary), self);
}
