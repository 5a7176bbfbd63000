/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of the past. Owner: the window. Which of them the list has is the
 * session's affair; the pane says what is wanted, and that somebody looks at
 * the end of it, where older ones are to come. */
#include "config.h"
#include "history-pane.h"
#include "history-dates.h"
#include "history-row.h"
#include "history-whose.h"
#include "list-pane.h"
#include <glib/gi18n-lib.h>

/* The server searches other people's calls: once its user has typed. */
#define TYPED_MS 300

struct _CorHistoryPane {
  AdwBin parent;
  CorHistoryWhoseButton *whose;
  GtkDropDown *kinds;
  CorHistoryDates *dates;
  GtkLabel *count;
  CorListPane *pane;
  GtkWidget *older;
  GtkSpinner *older_spinner;
  GtkLabel *older_text;
  GtkWidget *older_again;
  CorSession *session;
  GListModel *list;
  GListModel *others; /* other people's, while they are looked at; or NULL */
  GSettings *settings;
  char *query;
  int reach; /* CorHistoryReach, as it was last told */
  guint look_id;
  guint fill_id;     /* others are asked for once their user has typed */
  guint midnight_id; /* rows say "today": one timer until that changes, while they are in sight */
};

G_DEFINE_FINAL_TYPE (CorHistoryPane, cor_history_pane, ADW_TYPE_BIN)

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_history_row_set_item (COR_HISTORY_ROW (row), item);
}

/* --- What is said where there is nothing, and how much there is. --- */

static GListModel *
get_shown (CorHistoryPane *self)
{
  return self->others != NULL ? self->others : self->list;
}

static void
update_empty (CorHistoryPane *self)
{
  CorHistoryFilter any = { .kind = gtk_drop_down_get_selected (self->kinds) };
  g_autofree char *text = NULL;

  cor_history_dates_get (self->dates, &any.from, &any.to);
  if (self->others == NULL && !g_settings_get_boolean (self->settings, "keep-history")) {
    cor_list_pane_set_empty (self->pane, "document-open-recent-symbolic", _ ("No Calls Are Kept"),
                             _ ("By your preferences this computer keeps no past calls."));
  } else if (self->query != NULL && *self->query != '\0') {
    text = g_strdup_printf (_ ("No call matches “%s”."), self->query);
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"), text);
  } else if (any.from != 0 || any.to != 0) {
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"),
                             _ ("There were no such calls on these days."));
  } else if (self->others != NULL) {
    /* Translators: of a month's calls. */
    text =
      g_strdup_printf (ngettext ("There were no such calls in the last day.",
                                 "There were no such calls in the last %d days.", COR_OTHERS_DAYS),
                       COR_OTHERS_DAYS);
    cor_list_pane_set_empty (self->pane, "document-open-recent-symbolic", _ ("No Calls"), text);
  } else if (any.kind == COR_HISTORY_ONLY_MISSED) {
    cor_list_pane_set_empty (self->pane, "call-missed-symbolic", _ ("No Missed Calls"),
                             _ ("Calls that nobody took are listed here, to call back."));
  } else if (any.kind != COR_HISTORY_ANY) {
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"),
                             _ ("There were no such calls yet."));
  } else if (self->reach == COR_HISTORY_STUCK) {
    cor_list_pane_set_empty (self->pane, "dialog-warning-symbolic", _ ("The Calls Are Missing"),
                             _ ("The server did not give them. Try again below, or type a number "
                                "above to call it."));
  } else if (self->reach == COR_HISTORY_FETCHING) {
    cor_list_pane_set_empty (self->pane, "emblem-synchronizing-symbolic", _ ("Fetching the Calls"),
                             _ ("You can already type a number above and call it."));
  } else {
    cor_list_pane_set_empty (self->pane, "document-open-recent-symbolic", _ ("No Calls Yet"),
                             _ ("Calls to you and from you are listed here. Type a number above "
                                "to make the first."));
  }
}

static void
update_count (CorHistoryPane *self)
{
  GListModel *list = get_shown (self);
  guint n = list != NULL ? g_list_model_get_n_items (list) : 0;
  gboolean loading = FALSE;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  if (list != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (list), "loading") != NULL)
    g_object_get (list, "loading", &loading, NULL);
  if (loading)
    return; /* what was said stays until it is known */
  number = g_strdup_printf (self->reach == COR_HISTORY_ALL ? "%'u" : "%'u+", n);
  /* Translators: how many calls are listed: "158"; "158+" while there may be older ones. */
  text = g_strdup_printf (ngettext ("%s call", "%s calls", n), number);
  gtk_label_set_label (self->count, n > 0 ? text : "");
}

/* --- Older ones. --- */

static void
update_older (CorHistoryPane *self)
{
  gboolean fetching = self->reach == COR_HISTORY_FETCHING;

  gtk_widget_set_visible (self->older, fetching || self->reach == COR_HISTORY_STUCK);
  gtk_widget_set_visible (GTK_WIDGET (self->older_spinner), fetching);
  gtk_spinner_set_spinning (self->older_spinner, fetching);
  gtk_widget_set_visible (self->older_again, !fetching);
  gtk_label_set_label (self->older_text, fetching ? _ ("Fetching older calls…")
                                                  : _ ("Older calls can't be fetched."));
}

static void
on_near_end (CorHistoryPane *self)
{
  if (self->session == NULL || self->reach == COR_HISTORY_ALL ||
      self->reach == COR_HISTORY_FETCHING)
    return;
  if (self->others != NULL)
    cor_session_fetch_more_others (self->others);
  else
    cor_session_fetch_older_history (self->session);
}

/* What failed is not tried again before its user does something. */
static gboolean
on_look (gpointer user_data)
{
  CorHistoryPane *self = user_data;

  self->look_id = 0;
  if (self->reach == COR_HISTORY_MORE && cor_list_pane_is_near_end (self->pane))
    on_near_end (self);
  return G_SOURCE_REMOVE;
}

/* Once the list has its place and its rows. */
static void
look_at_end (CorHistoryPane *self)
{
  if (self->look_id == 0)
    self->look_id = g_timeout_add (500, on_look, self);
}

static void
on_reach_changed (CorHistoryPane *self)
{
  if (self->others != NULL)
    g_object_get (self->others, "reach", &self->reach, NULL);
  else
    g_object_get (self->session, "history-reach", &self->reach, NULL);
  update_older (self);
  update_count (self);
  update_empty (self);
  look_at_end (self);
}

static void
on_rows_changed (CorHistoryPane *self)
{
  update_count (self);
  look_at_end (self);
}

/* --- Missed calls are counted until somebody has them in sight. --- */

static void
see_missed (CorHistoryPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  guint missed = 0;

  if (self->session != NULL)
    g_object_get (self->session, "missed", &missed, NULL);
  if (missed > 0 && self->others == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)))
    cor_session_see_missed (self->session);
}

static void
root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cor_history_pane_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "notify::is-active",
                           G_CALLBACK (see_missed), widget, G_CONNECT_SWAPPED);
}

/* --- Which. --- */

/* A drop-down's own button has the focus, and says nothing by itself. */
static void
name_kinds (CorHistoryPane *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->kinds));
  GtkStringObject *kind = gtk_drop_down_get_selected_item (self->kinds);
  g_autofree char *label = NULL;

  if (button == NULL || kind == NULL)
    return;
  /* Translators: %s is "All", "Missed" and so on. */
  label = g_strdup_printf (_ ("Calls: %s"), gtk_string_object_get_string (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update_filter (CorHistoryPane *self)
{
  CorHistoryFilter filter = { .kind = gtk_drop_down_get_selected (self->kinds) };

  cor_history_dates_get (self->dates, &filter.from, &filter.to);
  if (self->others != NULL)
    cor_session_fill_others (self->others, &filter, self->query);
  else if (self->session != NULL)
    cor_session_set_history_filter (self->session, self->list, &filter);
  update_empty (self);
}

/* What is not looked at is let go: it is other people's. */
static void
on_whose_changed (CorHistoryPane *self)
{
  CorHistoryWhose whose = cor_history_whose_get (self->whose);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  if (self->others != NULL)
    g_signal_handlers_disconnect_by_data (self->others, self);
  g_clear_object (&self->others);
  if (whose != COR_HISTORY_MINE) {
    self->others = cor_session_list_others (self->session, whose);
    g_signal_connect_object (self->others, "items-changed", G_CALLBACK (on_rows_changed), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->others, "notify::reach", G_CALLBACK (on_reach_changed), self,
                             G_CONNECT_SWAPPED);
  }
  cor_list_pane_set_model (self->pane, get_shown (self));
  update_filter (self);
  on_reach_changed (self);
  see_missed (self);
}

static gboolean
on_typed (gpointer user_data)
{
  CorHistoryPane *self = user_data;

  self->fill_id = 0;
  update_filter (self);
  return G_SOURCE_REMOVE;
}

static void
on_filter_changed (CorHistoryPane *self)
{
  name_kinds (self);
  update_filter (self);
  cor_list_pane_scroll_to_top (self->pane);
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
cor_history_pane_set_session (CorHistoryPane *self, CorSession *session, GListModel *list)
{
  g_assert (self->session == NULL);
  self->session = g_object_ref (session);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (list), "loading") != NULL)
    g_signal_connect_object (list, "notify::loading", G_CALLBACK (on_rows_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::history-reach", G_CALLBACK (on_reach_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::missed", G_CALLBACK (see_missed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "summaries-changed", G_CALLBACK (cor_list_pane_refresh),
                           self->pane, G_CONNECT_SWAPPED);
  cor_list_pane_set_model (self->pane, list);
  update_filter (self);
  on_reach_changed (self);
  cor_history_whose_set_session (self->whose, session);
}

void
cor_history_pane_set_query (CorHistoryPane *self, const char *query)
{
  g_free (self->query);
  self->query = g_strdup (query);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  if (self->others != NULL)
    self->fill_id = g_timeout_add (TYPED_MS, on_typed, self);
  update_empty (self);
  cor_list_pane_scroll_to_top (self->pane);
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
  update_filter (self); /* "today" is another day */
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
  look_at_end (self);
  see_missed (self);
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
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->fill_id, g_source_remove);
  if (self->others != NULL)
    g_signal_handlers_disconnect_by_data (self->others, self);
  g_clear_object (&self->others);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
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
  widget_class->root = root;
  g_type_ensure (COR_TYPE_HISTORY_DATES);
  g_type_ensure (COR_TYPE_HISTORY_WHOSE);
  g_type_ensure (COR_TYPE_LIST_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/history-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, whose);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, kinds);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, dates);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, count);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, pane);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, older);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, older_spinner);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, older_text);
  gtk_widget_class_bind_template_child (widget_class, CorHistoryPane, older_again);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_whose_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_near_end);
}

static void
cor_history_pane_init (CorHistoryPane *self)
{
  self->settings = g_settings_new (COR_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  cor_list_pane_set_rows (self->pane, cor_history_row_new_in_days, set_row_item, FALSE);
  g_signal_connect_object (self->settings, "changed::keep-history", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  name_kinds (self);
  update_empty (self);
}
