/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whom a call may go to. Owner: the command bar, while it is in sight. */
#include "config.h"
#include "targets.h"

/* What is read at a glance; more than that is the main window's. */
#define PEOPLE_MAX 6
#define FAVOURITES_MAX 12
#define COLLEAGUES_MAX 6
#define CALLS_MAX 8
#define CALLS_BESIDE_PEOPLE_MAX 4
/* Where the number that was called last is looked for. */
#define LOOKED_AT 50

struct _CorTargets {
  CorSession *session;
  gboolean chooses;
  GListModel *contacts;
  GListModel *calls;
  CorColleagueView *colleagues;
  GtkSliceListModel *called; /* one call of the user's, or none */
  GtkSliceListModel *some_colleagues;
  GtkSliceListModel *people;
  GtkSliceListModel *recent;
  GtkFilter *not_called;
  GtkFlattenListModel *all;
};

const char *
cor_target_get_number (GObject *item, CorOrigin *ret_origin)
{
  const CorContactPhone *phone;
  CorHistoryEntry *entry;

  *ret_origin = COR_ORIGIN_CONTACT;
  if (COR_IS_COLLEAGUE (item))
    return cor_colleague_get_extension (COR_COLLEAGUE (item));
  if (COR_IS_CONTACT (item)) {
    phone = cor_contact_get_best_phone (COR_CONTACT (item));
    return phone != NULL ? phone->number : NULL;
  }
  entry = COR_HISTORY_ENTRY (item);
  *ret_origin = COR_ORIGIN_HISTORY;
  return *cor_history_entry_get_number (entry) != '\0' && !cor_history_entry_is_masked (entry)
           ? cor_history_entry_get_number (entry)
           : NULL;
}

static gboolean
was_called (gpointer item, gpointer data)
{
  CorHistoryDirection direction = cor_history_entry_get_direction (item);
  CorOrigin origin;

  return direction != COR_HISTORY_IN && direction != COR_HISTORY_MISSED &&
         cor_target_get_number (item, &origin) != NULL;
}

/* The one above it is not listed twice. */
static gboolean
is_another (gpointer item, gpointer called)
{
  g_autoptr (CorHistoryEntry) first = g_list_model_get_item (called, 0);

  return first == NULL ||
         g_strcmp0 (cor_history_entry_get_id (item), cor_history_entry_get_id (first)) != 0;
}

static void
on_called_changed (CorTargets *self)
{
  gtk_filter_changed (self->not_called, GTK_FILTER_CHANGE_DIFFERENT);
}

static GListModel *
look_at_newest (CorTargets *self, GtkFilter *filter)
{
  GListModel *newest =
    G_LIST_MODEL (gtk_slice_list_model_new (g_object_ref (self->calls), 0, LOOKED_AT));

  return G_LIST_MODEL (gtk_filter_list_model_new (newest, filter));
}

static void
make_calls (CorTargets *self)
{
  GtkFilter *called = GTK_FILTER (gtk_custom_filter_new (was_called, NULL, NULL));

  self->called = gtk_slice_list_model_new (look_at_newest (self, called), 0, 0);
  self->not_called = GTK_FILTER (gtk_custom_filter_new (is_another, self->called, NULL));
  self->recent =
    gtk_slice_list_model_new (look_at_newest (self, g_object_ref (self->not_called)), 0, CALLS_MAX);
  g_signal_connect_swapped (self->called, "items-changed", G_CALLBACK (on_called_changed), self);
}

static void
make_all (CorTargets *self)
{
  GtkSliceListModel *choosing[] = { self->called, self->some_colleagues, self->people,
                                    self->recent };
  GtkSliceListModel *calling[] = { self->people, self->some_colleagues, self->recent };
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);

  for (guint i = 0; self->chooses && i < G_N_ELEMENTS (choosing); i++)
    g_list_store_append (parts, choosing[i]);
  for (guint i = 0; !self->chooses && i < G_N_ELEMENTS (calling); i++)
    g_list_store_append (parts, calling[i]);
  self->all = gtk_flatten_list_model_new (G_LIST_MODEL (parts));
}

CorTargets *
cor_targets_new (CorSession *session, gboolean chooses)
{
  CorTargets *self = g_new0 (CorTargets, 1);

  self->session = g_object_ref (session);
  self->chooses = chooses;
  self->contacts = cor_session_list_contacts (session);
  self->calls = cor_session_list_history (session, FALSE);
  self->colleagues = cor_colleague_view_new (cor_session_get_colleagues (session));
  self->people = gtk_slice_list_model_new (g_object_ref (self->contacts), 0, 0);
  self->some_colleagues =
    gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->colleagues)), 0, 0);
  make_calls (self);
  make_all (self);
  cor_targets_set_query (self, "");
  return self;
}

void
cor_targets_free (CorTargets *self)
{
  g_signal_handlers_disconnect_by_data (self->called, self);
  g_object_unref (self->all);
  g_object_unref (self->recent);
  g_object_unref (self->not_called);
  g_object_unref (self->called);
  g_object_unref (self->some_colleagues);
  g_object_unref (self->people);
  g_object_unref (self->colleagues);
  g_object_unref (self->calls);
  g_object_unref (self->contacts);
  g_object_unref (self->session);
  g_free (self);
}

void
cor_targets_set_query (CorTargets *self, const char *query)
{
  gboolean is_empty = *query == '\0';
  const CorColleagueFilter filter = { .query = query, .favourites = is_empty };

  cor_session_set_query (self->session, self->contacts, query);
  cor_session_set_query (self->session, self->calls, query);
  cor_colleague_view_set_filter (self->colleagues, &filter);
  gtk_slice_list_model_set_size (self->called, is_empty && self->chooses ? 1 : 0);
  gtk_slice_list_model_set_size (self->some_colleagues, !is_empty       ? COLLEAGUES_MAX
                                                        : self->chooses ? FAVOURITES_MAX
                                                                        : 0);
  gtk_slice_list_model_set_size (self->people, is_empty ? 0 : PEOPLE_MAX);
  gtk_slice_list_model_set_size (self->recent, is_empty ? CALLS_MAX : CALLS_BESIDE_PEOPLE_MAX);
}

GListModel *
cor_targets_get_model (CorTargets *self)
{
  return G_LIST_MODEL (self->all);
}

GListModel *
cor_targets_get_contacts (CorTargets *self)
{
  return self->contacts;
}

GListModel *
cor_targets_get_colleagues (CorTargets *self)
{
  return G_LIST_MODEL (self->colleagues);
}
