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
  GListStore *called; /* one call of the user's, or none */
  GListStore *recent;
  gboolean looks_for_called;
  guint n_recent;
  GtkSliceListModel *some_colleagues;
  GtkSliceListModel *people;
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
was_called (CorHistoryEntry *entry)
{
  CorHistoryDirection direction = cor_history_entry_get_direction (entry);
  CorOrigin origin;

  return direction != COR_HISTORY_IN && direction != COR_HISTORY_MISSED &&
         cor_target_get_number (G_OBJECT (entry), &origin) != NULL;
}

/* Rows that are what they were stay. */
static void
set_rows (GListStore *store, GPtrArray *rows)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n = g_list_model_get_n_items (model), same = 0;

  for (; same < MIN (n, rows->len); same++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, same);

    if (item != rows->pdata[same])
      break;
  }
  if (same < n || same < rows->len)
    g_list_store_splice (store, same, n - same, rows->pdata + same, rows->len - same);
}

/* The number that was called last is not listed twice. The list of calls is lazy: what it has not
 * read yet it tells of once it has. */
static void
pick_calls (CorTargets *self)
{
  g_autoptr (GPtrArray) called = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) recent = g_ptr_array_new_with_free_func (g_object_unref);
  guint look_at = self->looks_for_called ? LOOKED_AT : self->n_recent;

  for (guint i = 0; i < look_at; i++) {
    g_autoptr (CorHistoryEntry) entry = g_list_model_get_item (self->calls, i);

    if (entry == NULL)
      break;
    if (self->looks_for_called && called->len == 0 && was_called (entry))
      g_ptr_array_add (called, g_steal_pointer (&entry));
    else if (recent->len < self->n_recent)
      g_ptr_array_add (recent, g_steal_pointer (&entry));
  }
  set_rows (self->called, called);
  set_rows (self->recent, recent);
}

static void
make_all (CorTargets *self)
{
  gpointer choosing[] = { self->called, self->some_colleagues, self->people, self->recent };
  gpointer calling[] = { self->people, self->some_colleagues, self->recent };
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
  self->called = g_list_store_new (COR_TYPE_HISTORY_ENTRY);
  self->recent = g_list_store_new (COR_TYPE_HISTORY_ENTRY);
  g_signal_connect_swapped (self->calls, "items-changed", G_CALLBACK (pick_calls), self);
  make_all (self);
  cor_targets_set_query (self, "");
  return self;
}

void
cor_targets_free (CorTargets *self)
{
  g_signal_handlers_disconnect_by_data (self->calls, self);
  g_object_unref (self->all);
  g_object_unref (self->recent);
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

  self->looks_for_called = is_empty && self->chooses;
  self->n_recent = is_empty ? CALLS_MAX : CALLS_BESIDE_PEOPLE_MAX;
  cor_session_set_query (self->session, self->contacts, query);
  cor_session_set_query (self->session, self->calls, query);
  cor_colleague_view_set_filter (self->colleagues, &filter);
  gtk_slice_list_model_set_size (self->some_colleagues, !is_empty       ? COLLEAGUES_MAX
                                                        : self->chooses ? FAVOURITES_MAX
                                                                        : 0);
  gtk_slice_list_model_set_size (self->people, is_empty ? 0 : PEOPLE_MAX);
  pick_calls (self);
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
