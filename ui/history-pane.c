/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of the past, all or only the missed ones. Owner: the window. */
#include "config.h"
#include "history-pane.h"
#include "history-row.h"
#include "list-pane.h"
#include <glib/gi18n-lib.h>

struct _CorHistoryPane {
  AdwBin parent;
  GtkToggleButton *all_button;
  GtkToggleButton *missed_button;
  CorListPane *pane;
  GListModel *all;
  GListModel *missed;
  char *query;
  guint midnight_id; /* rows say "today": one timer until that changes, while they are in sight */
};

G_DEFINE_FINAL_TYPE (CorHistoryPane, cor_history_pane, ADW_TYPE_BIN)

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_history_row_set_item (COR_HISTORY_ROW (row), item);
}

static void
update_empty (CorHistoryPane *self)
{
  g_autofree char *text = NULL;

  if (self->query != NULL && *self->query != '\0') {
    text = g_strdup_printf (_ ("No call matches “%s”."), self->query);
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"), text);
  } else if (gtk_toggle_button_get_active (self->missed_button)) {
    cor_list_pane_set_empty (self->pane, "call-missed-symbolic", _ ("No Missed Calls"),
                             _ ("Calls that nobody took are listed here, to call back."));
  } else {
    cor_list_pane_set_empty (self->pane, "document-open-recent-symbolic", _ ("No Calls Yet"),
                             _ ("Calls to you and from you are listed here. Type a number above "
                                "to make the first."));
  }
}

static void
update_model (CorHistoryPane *self)
{
  cor_list_pane_set_model (
    self->pane, gtk_toggle_button_get_active (self->missed_button) ? self->missed : self->all);
  update_empty (self);
}

static void
on_missed_toggled (GtkToggleButton *button, CorHistoryPane *self)
{
  update_model (self);
}

static void
on_activated (CorListPane *pane, GObject *item, CorHistoryPane *self)
{
  CorHistoryEntry *entry = COR_HISTORY_ENTRY (item);
  const char *number = cor_history_entry_get_number (entry);

  if (*number != '\0' && !cor_history_entry_is_masked (entry))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.dial-history", "s", number);
}

void
cor_history_pane_set_models (CorHistoryPane *self, GListModel *all, GListModel *missed)
{
  g_set_object (&self->all, all);
  g_set_object (&self->missed, missed);
  update_model (self);
}

void
cor_history_pane_set_query (CorHistoryPane *self, const char *query)
{
  g_free (self->query);
  self->query = g_strdup (query);
  update_empty (self);
  cor_list_pane_scroll_to_top (self->pane);
}

void
cor_history_pane_show_missed (CorHistoryPane *self, gboolean missed)
{
  gtk_toggle_button_set_active (missed ? self->missed_button : self->all_button, TRUE);
}

gboolean
cor_history_pane_focus_first (CorHistoryPane *self)
{
  return cor_list_pane_focus_first (self->pane);
}

static void watch_midnight (CorHistoryPane *self);

static gboolean
on_midnight (gpointer data)
{
  CorHistoryPane *self = data;

  self->midnight_id = 0;
  cor_list_pane_refresh (self->pane);
  watch_midnight (self);
  return G_SOURCE_REMOVE;
}

static void
watch_midnight (CorHistoryPane *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int passed = g_date_time_get_hour (now) * 3600 + g_date_time_get_minute (now) * 60 +
               g_date_time_get_second (now);

  g_clear_handle_id (&self->midnight_id, g_source_remove);
  /* A day of 23 or 25 hours only makes it look an hour early or late, and again. */
  self->midnight_id = g_timeout_add_seconds (MAX (24 * 3600 - passed, 0) + 1, on_midnight, self);
}

static void
map (GtkWidget *widget)
{
  CorHistoryPane *self = COR_HISTORY_PANE (widget);

  cor_list_pane_refresh (self->pane);
  watch_midnight (self);
  GTK_WIDGET_CLASS (cor_history_pane_parent_class)->map (widget);
}

static void
unmap (GtkWidget *widget)
{
  g_clear_handle_id (&COR_HISTORY_PANE (widget)->midnight_id, g_source_remove);
  GTK_WIDGET_CLASS (cor_history_pane_parent_class)->unmap (widget);
}

static void
dispose (GObject *object)
{
  CorHistoryPane *self = COR_HISTORY_PANE (object);

  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_clear_object (&self->all);
  g_clear_object (&self->missed);
  G_OBJECT_CLASS (cor_history_pane_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_HISTORY_PANE (object)->query);
  G_OBJECT_CLASS (cor_history_pane_parent_class)->finalize (object);
}

static void
cor_history_pane_class_init (CorHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  widget_class->map = map;
  widget_class->unmap = unmap;
  g_type_ensure (COR_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, all_button);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, missed_button);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, pane);
  gtk_widget_class_bind_template_callback (widget_class, on_missed_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
cor_history_pane_init (CorHistoryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->pane, cor_history_row_new, set_row_item, FALSE);
  update_empty (self);
}
