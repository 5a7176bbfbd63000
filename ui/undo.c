/* SPDX-License-Identifier: GPL-3.0-or-later
 * The toast of what was deleted, with which it can be had back. */
#include "config.h"
#include "undo.h"
#include <glib/gi18n-lib.h>

#define KEY "cor-undo"
#define UNDO_S 8

static void
on_toast_gone (AdwToast *toast, CorSession *session)
{
  cor_session_commit_delete (session, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toast), KEY)));
}

AdwToastOverlay *
cor_undo_find_place (GtkWidget *widget)
{
  return (AdwToastOverlay *)gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
}

void
cor_undo_offer (AdwToastOverlay *place, CorSession *session, guint id, const char *text)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (place == NULL)
    return;
  toast = adw_toast_new (safe);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "app.undo-delete");
  adw_toast_set_action_target (toast, "u", id);
  adw_toast_set_timeout (toast, UNDO_S);
  g_object_set_data (G_OBJECT (toast), KEY, GUINT_TO_POINTER (id));
  /* Undone by its button it is dismissed too, and then there is nothing to commit. */
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_gone), session, 0);
  adw_toast_overlay_add_toast (place, toast);
}
