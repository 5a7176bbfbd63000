/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ways into the window from outside. */
#include "config.h"
#include "deep-links.h"
#include "session/search-provider.h"
#include "window.h"

/* As when its icon is clicked: with the launcher's token, and made first where there is none. */
static CorWindow *
bring_window (GApplication *app)
{
  g_application_activate (app);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (app)); l != NULL; l = l->next)
    if (COR_IS_WINDOW (l->data))
      return l->data;
  return NULL;
}

static void
on_new_call (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  CorWindow *window = bring_window (app);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.focus-entry", NULL);
}

static void
on_history (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  CorWindow *window = bring_window (app);

  if (window != NULL)
    cor_window_show_pane (window, "history");
}

/* The name comes from outside; one that is none changes nothing. */
static void
on_pane (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  CorWindow *window = bring_window (app);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.pane", "s",
                                g_variant_get_string (parameter, NULL));
}

/* What the desktop's own search has found: its user decides here whether it is called. */
static void
on_enter (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  CorWindow *window = bring_window (app);

  if (window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (window), "win.fill-entry", parameter);
}

static void
on_chosen (CorSearchProvider *provider, const char *text, GActionGroup *app)
{
  g_action_group_activate_action (app, "enter", g_variant_new_string (text));
}

gboolean
cor_deep_links_register (CorSession *session,
                         GApplication *app,
                         GDBusConnection *bus,
                         const char *path,
                         GError **error)
{
  CorSearchProvider *provider = cor_search_provider_new (session, bus, path, error);

  if (provider == NULL)
    return FALSE;
  g_signal_connect_object (provider, "chosen", G_CALLBACK (on_chosen), app, 0);
  g_object_set_data_full (G_OBJECT (app), "cornetta-search-provider", provider, g_object_unref);
  return TRUE;
}

void
cor_deep_links_install (GtkApplication *app)
{
  static const GActionEntry entries[] = {
    { .name = "new-call", .activate = on_new_call },
    { .name = "history", .activate = on_history },
    { .name = "pane", .activate = on_pane, .parameter_type = "s" },
    { .name = "enter", .activate = on_enter, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
}
