/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody who works here, and what they do now. Owner: the window. It keeps
 * whom to list, which is a view of the session's list: what somebody does is told
 * to their row alone. */
#include "config.h"
#include "colleagues-pane.h"
#include "colleague-row.h"
#include "list-pane.h"
#include "parked-list.h"
#include <glib/gi18n-lib.h>

/* Before the groups. */
enum { ALL, FAVOURITES, N_FIRST };

struct _CorColleaguesPane {
  AdwBin parent;
  GtkDropDown *whom;
  GtkStringList *groups;
  GtkToggleButton *free;
  GtkWidget *stale;
  CorParkedList *parked;
  CorListPane *pane;
  CorColleagueList *list;
  CorColleagueView *view;
  CorColleagueView *matches;
  char *query;
  gboolean filling; /* the program changes the groups, not their user */
};

G_DEFINE_FINAL_TYPE (CorColleaguesPane, cor_colleagues_pane, ADW_TYPE_BIN)

static void
set_row_item (GtkWidget *row, gpointer item)
{
  cor_colleague_row_set_item (COR_COLLEAGUE_ROW (row), item);
}

static void
set_nobody (CorColleaguesPane *self)
{
  g_autofree char *error = NULL;

  g_object_get (self->list, "error", &error, NULL);
  if (error != NULL)
    cor_list_pane_set_empty (self->pane, "dialog-warning-symbolic", _ ("Colleagues Are Missing"),
                             error);
  else
    cor_list_pane_set_empty (self->pane, "system-users-symbolic", _ ("No Colleagues"),
                             _ ("Your telephone system shows you nobody of your company. Its "
                                "administrator chooses which groups you see."));
}

static void
update_empty (CorColleaguesPane *self)
{
  gboolean searches = self->query != NULL && *self->query != '\0';
  gboolean favourites = gtk_drop_down_get_selected (self->whom) == FAVOURITES;
  g_autofree char *text = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0) {
    set_nobody (self);
  } else if (searches) {
    text =
      g_strdup_printf (_ ("No colleague matches “%s”. Type a number to call it."), self->query);
    cor_list_pane_set_empty (self->pane, "edit-find-symbolic", _ ("No Matches"), text);
  } else if (gtk_toggle_button_get_active (self->free)) {
    cor_list_pane_set_empty (self->pane, "system-users-symbolic", _ ("Nobody Is Free"),
                             _ ("Who becomes free is listed here."));
  } else if (favourites) {
    cor_list_pane_set_empty (self->pane, "starred-symbolic", _ ("No Favorites"),
                             _ ("Add a colleague to your favorites in the menu beside them."));
  }
}

static const char *
chosen_group (CorColleaguesPane *self)
{
  guint chosen = gtk_drop_down_get_selected (self->whom);

  return chosen >= N_FIRST && chosen != GTK_INVALID_LIST_POSITION
           ? gtk_string_list_get_string (self->groups, chosen)
           : NULL;
}

static void
update_filter (CorColleaguesPane *self)
{
  const CorColleagueFilter all = { .query = self->query };
  const CorColleagueFilter some = {
    .query = self->query,
    .group = chosen_group (self),
    .favourites = gtk_drop_down_get_selected (self->whom) == FAVOURITES,
    .doing = gtk_toggle_button_get_active (self->free) ? COR_COLLEAGUES_FREE : COR_COLLEAGUES_ALL,
  };

  if (self->view == NULL)
    return;
  cor_colleague_view_set_filter (self->view, &some);
  cor_colleague_view_set_filter (self->matches, &all);
  update_empty (self);
}

static void
on_chosen (CorColleaguesPane *self)
{
  if (self->filling || self->view == NULL)
    return;
  update_filter (self);
  cor_list_pane_scroll_to_top (self->pane);
}

static gboolean
has_groups (CorColleaguesPane *self, char **groups)
{
  guint n = g_strv_length (groups);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->groups)) != n + N_FIRST)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (self->groups, i + N_FIRST), groups[i]))
      return FALSE;
  return TRUE;
}

/* Whom the user has chosen stays chosen. */
static void
fill_groups (CorColleaguesPane *self)
{
  g_auto (GStrv) groups = cor_colleague_list_dup_groups (self->list);
  guint chosen = gtk_drop_down_get_selected (self->whom);
  g_autofree char *group = g_strdup (chosen_group (self));

  if (has_groups (self, groups))
    return;
  self->filling = TRUE;
  gtk_string_list_splice (self->groups, N_FIRST,
                          g_list_model_get_n_items (G_LIST_MODEL (self->groups)) - N_FIRST,
                          (const char *const *)groups);
  if (group != NULL)
    chosen = ALL;
  for (guint i = 0; group != NULL && groups[i] != NULL; i++)
    if (g_str_equal (groups[i], group))
      chosen = i + N_FIRST;
  gtk_drop_down_set_selected (self->whom, chosen);
  self->filling = FALSE;
}

static void
on_list_changed (CorColleaguesPane *self)
{
  fill_groups (self);
  update_filter (self);
}

static void
on_activated (CorListPane *pane, GObject *item, CorColleaguesPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.dial-contact", "s",
                              cor_colleague_get_extension (COR_COLLEAGUE (item)));
}

static void
update_stale (CorColleaguesPane *self)
{
  gboolean live;

  g_object_get (self->list, "live", &live, NULL);
  gtk_widget_set_visible (self->stale,
                          !live && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0);
}

void
cor_colleagues_pane_set_list (CorColleaguesPane *self, CorColleagueList *list)
{
  g_return_if_fail (self->list == NULL);

  self->list = g_object_ref (list);
  self->view = cor_colleague_view_new (list);
  self->matches = cor_colleague_view_new (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (update_stale), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::error", G_CALLBACK (update_empty), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::live", G_CALLBACK (update_stale), self,
                           G_CONNECT_SWAPPED);
  cor_list_pane_set_model (self->pane, G_LIST_MODEL (self->view));
  on_list_changed (self);
  update_stale (self);
}

void
cor_colleagues_pane_set_parked (CorColleaguesPane *self, GListModel *parked)
{
  cor_parked_list_set_model (self->parked, parked);
}

void
cor_colleagues_pane_set_query (CorColleaguesPane *self, const char *query)
{
  g_free (self->query);
  self->query = g_strdup (query);
  update_filter (self);
  cor_list_pane_scroll_to_top (self->pane);
}

GListModel *
cor_colleagues_pane_get_matches (CorColleaguesPane *self)
{
  return G_LIST_MODEL (self->matches);
}

gboolean
cor_colleagues_pane_focus_first (CorColleaguesPane *self)
{
  return cor_list_pane_focus_first (self->pane);
}

static void
dispose (GObject *object)
{
  CorColleaguesPane *self = COR_COLLEAGUES_PANE (object);

  g_clear_object (&self->view);
  g_clear_object (&self->matches);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (cor_colleagues_pane_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_free (COR_COLLEAGUES_PANE (object)->query);
  G_OBJECT_CLASS (cor_colleagues_pane_parent_class)->finalize (object);
}

static void
cor_colleagues_pane_class_init (CorColleaguesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->finalize = finalize;
  g_type_ensure (COR_TYPE_LIST_PANE);
  g_type_ensure (COR_TYPE_PARKED_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/cornetta/Cornetta/colleagues-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, whom);
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, groups);
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, free);
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, stale);
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, parked);
  gtk_widget_class_bind_template_child (widget_class, CorColleaguesPane, pane);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
name (GtkWidget *widget)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Whom to list"), -1);
}

static void
cor_colleagues_pane_init (CorColleaguesPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* An assistive program meets both. */
  name (GTK_WIDGET (self->whom));
  name (gtk_widget_get_first_child (GTK_WIDGET (self->whom)));
  gtk_string_list_append (self->groups, C_ ("colleagues", "All"));
  gtk_string_list_append (self->groups, C_ ("colleagues", "Favorites"));
  cor_list_pane_set_rows (self->pane, cor_colleague_row_new, set_row_item, FALSE);
}
