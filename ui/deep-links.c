/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ways into the window from outside. */
#include "config.h"
#include "deep-links.h"
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

void
cor_deep_links_install (GtkApplication *app)
{
  static const GActionEntry entries[] = {
    { .name = "new-call", .activate = on_new_call },
    { .name = "history", .activate = on_history },
    { .name = "pane", .activate = on_pane, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries), app);
}
