/* SPDX-License-Identifier: GPL-3.0-or-later
 * The numbers that are called by a digit. Owner: the window. */
#include "config.h"
#include "speed-dials-pane.h"
#include "list-pane.h"
#include "model/number.h"
#include "speed-dial-row.h"
#include "speed-dial-window.h"
#include "undo.h"
#include <glib/gi18n-lib.h>
#include <string.h>

struct _CorSpeedDialsPane {
  AdwBin parent;
  GtkWidget *tools;
  CorListPane *pane;
  CorSession *session;
  GtkFilterListModel *shown;
  GtkCustomFilter *filter;
  char *query; /* folded, or NULL */
};

G_DEFINE_FINAL_TYPE (CorSpeedDialsPane, cor_speed_dials_pane, ADW_TYPE_BIN)

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_speed_dial_row_set_item (COR_SPEED_DIAL_ROW (row), item);
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  CorSpeedDialsPane *self = user_data;
  g_autofree char *name = NULL;

  if (self->query == NULL)
    return TRUE;
  name = g_utf8_casefold (cor_speed_dial_get_shown (item), -1);
  return strstr (name, self->query) != NULL ||
         strstr (cor_speed_dial_get_number (item), self->query) != NULL ||
         strstr (cor_speed_dial_get_shown_number (item), self->query) != NULL;
}

static void
update_empty (CorSpeedDialsPane *self)
{
  if (self->query != NULL)
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"),
                             _ ("No speed dial matches. Type a number to call it."));
  else
    cor_list_pane_set_empty (self->pane, "starred-symbolic", _ ("No Speed Dials"),
                             _ ("Numbers that you call often: the first nine by Alt and a "
                                "digit."));
}

/* The account's rights are known once it is signed in, as are its speed dials. */
static void
update_rights (CorSpeedDialsPane *self)
{
  gboolean may = cor_session_may_write_speed_dials (self->session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "speed-dials.new", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "speed-dials.edit", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "speed-dials.delete", may);
  gtk_widget_set_visible (self->tools, may);
}

static void
on_activated (CorListPane *pane, GObject *item, CorSpeedDialsPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.dial-contact", "s",
                              cor_speed_dial_get_number (COR_SPEED_DIAL (item)));
}

/* --- Written. --- */

static CorSpeedDial *
find (CorSpeedDialsPane *self, gint64 id)
{
  GListModel *dials = cor_session_get_speed_dials (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (dials); i++) {
    g_autoptr (CorSpeedDial) dial = g_list_model_get_item (dials, i);

    if (cor_speed_dial_get_id (dial) == id)
      return g_steal_pointer (&dial);
  }
  return NULL;
}

static void
open_window (CorSpeedDialsPane *self, CorSpeedDial *before)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (cor_speed_dial_window_new (parent, self->session, before));
}

static void
on_new (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_window (COR_SPEED_DIALS_PANE (widget), NULL);
}

static void
on_edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSpeedDialsPane *self = COR_SPEED_DIALS_PANE (widget);
  g_autoptr (CorSpeedDial) dial = find (self, g_variant_get_int64 (parameter));

  if (dial != NULL)
    open_window (self, dial);
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CorSpeedDialsPane *self = COR_SPEED_DIALS_PANE (widget);
  g_autoptr (CorSpeedDial) dial = find (self, g_variant_get_int64 (parameter));
  g_autofree char *text = NULL;
  guint id;

  if (dial == NULL)
    return;
  text = g_strdup_printf (_ ("“%s” deleted"), cor_speed_dial_get_shown (dial));
  id = cor_session_delete_speed_dial (self->session, dial);
  cor_undo_offer (cor_undo_find_place (widget), self->session, id, text);
}

/* --- The window's. --- */

void
cor_speed_dials_pane_set_session (CorSpeedDialsPane *self, CorSession *session)
{
  GListModel *dials = cor_session_get_speed_dials (session);

  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->shown =
    gtk_filter_list_model_new (g_object_ref (dials), GTK_FILTER (g_object_ref (self->filter)));
  cor_list_pane_set_model (self->pane, G_LIST_MODEL (self->shown));
  g_signal_connect_object (dials, "items-changed", G_CALLBACK (update_rights), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::presence", G_CALLBACK (update_rights), self,
                           G_CONNECT_SWAPPED);
  update_rights (self);
  update_empty (self);
}

void
cor_speed_dials_pane_set_query (CorSpeedDialsPane *self, const char *query)
{
  g_clear_pointer (&self->query, g_free);
  if (query != NULL && *query != '\0')
    self->query = g_utf8_casefold (query, -1);
  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_empty (self);
}

gboolean
cor_speed_dials_pane_focus_first (CorSpeedDialsPane *self)
{
  return cor_list_pane_focus_first (self->pane);
}

static void
dispose (GObject *object)
{
  CorSpeedDialsPane *self = COR_SPEED_DIALS_PANE (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_speed_dials_pane_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_SPEED_DIALS_PANE (object)->query);
  G_OBJECT_CLASS (cor_speed_dials_pane_parent_class)->finalize (object);
}

static void
cor_speed_dials_pane_class_init (CorSpeedDialsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (COR_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/speed-dials-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialsPane, tools);
  gtk_widget_class_bind_template_child (widget_class, CorSpeedDialsPane, pane);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "speed-dials.new", NULL, on_new);
  gtk_widget_class_install_action (widget_class, "speed-dials.edit", "x", on_edit);
  gtk_widget_class_install_action (widget_class, "speed-dials.delete", "x", on_delete);
}

static void
cor_speed_dials_pane_init (CorSpeedDialsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->pane, cor_speed_dial_row_new, set_row_item, FALSE);
}
