/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls of other people of the company: pages of the server's, for as long as
 * somebody looks at them, in memory alone. */
#include "config.h"
#include "session/others.h"
#include "session-private.h"
#include "cti/company.h"
#include "numbering/numbering.h"

#define PAGE_SIZE 100
/* Nobody reads on; a search finds what is further back. */
#define ROWS_MAX 5000
#define DAY (24 * 3600)

#define COR_TYPE_OTHERS (cor_others_get_type ())
G_DECLARE_FINAL_TYPE (CorOthers, cor_others, COR, OTHERS, GObject)

struct _CorOthers {
  GObject parent;
  CorSession *session;
  CorHistoryWhose whose;
  GPtrArray *rows;  /* CorHistoryEntry */
  GHashTable *seen; /* calls, by phone: one that comes between two pages moves all others */
  CorHistoryFilter filter;
  char *text;
  guint page; /* the last that came */
  CorHistoryReach reach;
  GCancellable *cancellable; /* of the request, or NULL */
};

static void list_init (GListModelInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (CorOthers,
                               cor_others,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_init))

enum { PROP_LOADING = 1, PROP_REACH, N_OTHERS_PROPS };
static GParamSpec *others_props[N_OTHERS_PROPS];

gboolean
cor_session_may_see_others (CorSession *self, CorHistoryWhose whose)
{
  if (self->cti == NULL || self->profile == NULL)
    return FALSE;
  switch (whose) {
  case COR_HISTORY_OF_GROUPS:
    return self->profile->group_cdr;
  case COR_HISTORY_OF_EVERYBODY:
    return self->profile->every_cdr;
  case COR_HISTORY_MINE:
  default:
    return FALSE;
  }
}

static void
set_reach (CorOthers *self, CorHistoryReach reach)
{
  gboolean was_loading = self->reach == COR_HISTORY_FETCHING;

  if (self->reach == reach)
    return;
  self->reach = reach;
  g_object_notify_by_pspec (G_OBJECT (self), others_props[PROP_REACH]);
  if (was_loading != (reach == COR_HISTORY_FETCHING))
    g_object_notify_by_pspec (G_OBJECT (self), others_props[PROP_LOADING]);
}

static gboolean
is_same_day (gint64 one, gint64 other)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (one);
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_local (other);

  return g_date_time_get_year (first) == g_date_time_get_year (second) &&
         g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (second);
}

static void
add_row (CorOthers *self, CorHistoryEntry *entry)
{
  const char *country = self->session->country;
  const char *number = cor_history_entry_get_number (entry);
  CorHistoryEntry *before =
    self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;
  gboolean heads = before == NULL || !is_same_day (cor_history_entry_get_time (before),
                                                   cor_history_entry_get_time (entry));
  g_autofree char *shown =
    cor_history_entry_is_masked (entry) ? NULL : cor_numbering_format (number, country);

  char *key = g_strdup_printf ("%s/%d/%s", cor_history_entry_get_id (entry),
                               cor_history_entry_is_answered (entry),
                               cor_history_entry_get_colleague (entry));

  if (g_hash_table_add (self->seen, key))
    g_ptr_array_add (self->rows, cor_history_entry_copy_shown (entry, shown, heads));
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorOthers) self = user_data;
  g_autoptr (GError) error = NULL;
  guint total = 0, before = self->rows->len;
  g_autoptr (GPtrArray) page =
    cor_cti_fetch_others_finish (COR_CTI (source), result, &total, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (page == NULL) {
    cor_session_emit_refused (self->session, error->message);
    set_reach (self, COR_HISTORY_STUCK);
    return;
  }
  self->page++;
  for (guint i = 0; i < page->len; i++)
    add_row (self, g_ptr_array_index (page, i));
  if (self->rows->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->rows->len - before);
  set_reach (self,
             self->page * PAGE_SIZE >= MIN (total, ROWS_MAX) ? COR_HISTORY_ALL : COR_HISTORY_MORE);
}

void
cor_session_fetch_more_others (GListModel *list)
{
  CorOthers *self = COR_OTHERS (list);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CorCtiOthersQuery query = {
    .whose = self->whose,
    .kind = self->filter.kind,
    .text = self->text,
    .from = self->filter.from != 0 ? self->filter.from : now - COR_OTHERS_DAYS * DAY,
    .to = self->filter.to != 0 ? self->filter.to - 1 : now,
    .page = self->page + 1,
    .page_size = PAGE_SIZE,
  };

  if (self->reach == COR_HISTORY_FETCHING || self->reach == COR_HISTORY_ALL ||
      !cor_session_may_see_others (self->session, self->whose))
    return;
  self->cancellable = g_cancellable_new ();
  set_reach (self, COR_HISTORY_FETCHING);
  cor_cti_fetch_others_async (self->session->cti, &query, self->cancellable, on_page,
                              g_object_ref (self));
}

static void
clear (CorOthers *self)
{
  guint n = self->rows->len;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->rows, 0);
  g_hash_table_remove_all (self->seen);
  self->page = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  set_reach (self, COR_HISTORY_MORE);
}

void
cor_session_fill_others (GListModel *list, const CorHistoryFilter *filter, const char *text)
{
  CorOthers *self = COR_OTHERS (list);

  clear (self);
  self->filter = *filter;
  g_free (self->text);
  self->text = g_strdup (text);
  /* Of these calls the server tells no queue. */
  if (filter->kind == COR_HISTORY_ONLY_QUEUE)
    set_reach (self, COR_HISTORY_ALL);
  else
    cor_session_fetch_more_others (list);
}

/* What an account may see goes with it. */
static void
on_session_changed (CorOthers *self)
{
  if (!cor_session_may_see_others (self->session, self->whose))
    clear (self);
}

GListModel *
cor_session_list_others (CorSession *session, CorHistoryWhose whose)
{
  CorOthers *self = g_object_new (COR_TYPE_OTHERS, NULL);

  self->session = g_object_ref (session);
  self->whose = whose;
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::presence", G_CALLBACK (on_session_changed), self,
                           G_CONNECT_SWAPPED);
  return G_LIST_MODEL (self);
}

/* --- The list. --- */

static GType
get_item_type (GListModel *list)
{
  return COR_TYPE_HISTORY_ENTRY;
}

static guint
get_n_items (GListModel *list)
{
  return COR_OTHERS (list)->rows->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  GPtrArray *rows = COR_OTHERS (list)->rows;

  return position < rows->len ? g_object_ref (g_ptr_array_index (rows, position)) : NULL;
}

static void
list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorOthers *self = COR_OTHERS (object);

  if (id == PROP_LOADING)
    g_value_set_boolean (value, self->reach == COR_HISTORY_FETCHING);
  else
    g_value_set_int (value, self->reach);
}

static void
dispose (GObject *object)
{
  CorOthers *self = COR_OTHERS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_others_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorOthers *self = COR_OTHERS (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->seen);
  g_free (self->text);
  G_OBJECT_CLASS (cor_others_parent_class)->finalize (object);
}

static void
cor_others_class_init (CorOthersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  others_props[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  others_props[PROP_REACH] = g_param_spec_int ("reach", NULL, NULL, 0, COR_HISTORY_STUCK, 0, flags);
  g_object_class_install_properties (object_class, N_OTHERS_PROPS, others_props);
}

static void
cor_others_init (CorOthers *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
