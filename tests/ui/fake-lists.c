/* SPDX-License-Identifier: GPL-3.0-or-later
 * The session's lists of people and calls, as the tests want them. */
#include "config.h"
#include "fake-session.h"
#include <gtk/gtk.h>

static gboolean
filters_in (gpointer entry, gpointer model)
{
  const CorHistoryFilter *filter = g_object_get_data (model, "filter");
  static const CorHistoryDirection directions[] = { [COR_HISTORY_ONLY_MISSED] = COR_HISTORY_MISSED,
                                                    [COR_HISTORY_ONLY_RECEIVED] = COR_HISTORY_IN,
                                                    [COR_HISTORY_ONLY_MADE] = COR_HISTORY_OUT };
  gint64 time = cor_history_entry_get_time (entry);

  if (filter == NULL)
    return TRUE;
  if ((filter->from != 0 && time < filter->from) || (filter->to != 0 && time >= filter->to))
    return FALSE;
  if (filter->kind == COR_HISTORY_ONLY_QUEUE)
    return cor_history_entry_get_queue (entry) != NULL;
  return filter->kind == COR_HISTORY_ANY ||
         cor_history_entry_get_direction (entry) == directions[filter->kind];
}

static gboolean
matches (gpointer item, gpointer model)
{
  const char *query = g_object_get_data (model, "query");
  g_autofree char *shown = NULL;

  if (COR_IS_HISTORY_ENTRY (item) && !filters_in (item, model))
    return FALSE;
  if (query == NULL || *query == '\0')
    return TRUE;
  g_object_get (item, "shown", &shown, NULL);
  return g_str_match_string (query, shown, TRUE);
}

static GListModel *
new_filtered (GListModel *rows)
{
  GtkFilterListModel *model = gtk_filter_list_model_new (rows, NULL);
  g_autoptr (GtkFilter) filter = GTK_FILTER (gtk_custom_filter_new (matches, model, NULL));

  gtk_filter_list_model_set_filter (model, filter);
  return G_LIST_MODEL (model);
}

GListModel *
cor_session_list_contacts (CorSession *self)
{
  return new_filtered (G_LIST_MODEL (g_object_ref (fake_session_get_contact_store (self))));
}

GListModel *
cor_session_list_history (CorSession *self, gboolean missed_only)
{
  GListModel *list =
    new_filtered (G_LIST_MODEL (g_object_ref (fake_session_get_history_store (self))));

  if (missed_only)
    cor_session_set_history_filter (self, list,
                                    &(CorHistoryFilter){ .kind = COR_HISTORY_ONLY_MISSED });
  return list;
}

void
cor_session_set_query (CorSession *self, GListModel *model, const char *query)
{
  g_object_set_data_full (G_OBJECT (model), "query", g_strdup (query), g_free);
  gtk_filter_changed (gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model)),
                      GTK_FILTER_CHANGE_DIFFERENT);
}

void
cor_session_set_history_filter (CorSession *self, GListModel *model, const CorHistoryFilter *filter)
{
  g_object_set_data_full (G_OBJECT (model), "filter", g_memdup2 (filter, sizeof *filter), g_free);
  gtk_filter_changed (gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model)),
                      GTK_FILTER_CHANGE_DIFFERENT);
}

void
cor_session_fetch_older_history (CorSession *self)
{
  fake_session_say (self, "older");
}

void
cor_session_see_missed (CorSession *self)
{
  fake_session_set_missed (self, 0);
  fake_session_say (self, "see-missed");
}

void
cor_session_clear_history (CorSession *self)
{
  fake_session_say (self, "clear-history");
}
