/* SPDX-License-Identifier: GPL-3.0-or-later
 * A lazy list of the rows that match a query. */
#include "config.h"
#include "query-model.h"
#include "rank.h"
#include "model/contact.h"
#include "model/history-entry.h"

#define WINDOWS_KEPT 8  /* more only while somebody holds their items */
#define RELOADED_MAX 16 /* windows that are read again when rows changed */
/* Between reads while rows change. Each makes a list view fill all its rows anew, so a sync that
 * goes on is followed at longer and longer steps. */
#define RELOAD_FIRST (125 * G_TIME_SPAN_MILLISECOND)
#define RELOAD_LAST (2 * G_TIME_SPAN_SECOND)

/* Rows from index * COR_DB_WINDOW on. An item without an id is a placeholder. */
typedef struct {
  guint index;
  gboolean loaded;
  CorRow rows[COR_DB_WINDOW];
  GList link; /* in recent */
} Window;

typedef enum { COUNT_NOT, COUNT_IF_SHORT, COUNT } Counting;

/* A read under way. */
typedef struct {
  CorJob job;
  CorQueryModel *model;
  char *expression;
  CorRanking *ranking; /* of contacts that are searched; or NULL */
  gboolean is_history;
  CorHistoryFilter filter;
  Counting counting;
  gboolean replaces; /* everything there is; else it fills one window, or counts */
  guint n_windows;
  guint indexes[RELOADED_MAX];
  GArray *rows[RELOADED_MAX]; /* of CorRow */
  gboolean counted;
  guint count;
} Load;

struct _CorQueryModel {
  GObject parent;
  CorStore *store;
  gboolean is_history;
  CorHistoryFilter filter;
  char *query;
  guint n_items;
  gboolean loading;
  GHashTable *windows; /* index -> Window */
  GQueue recent;       /* of Window, the one looked at last first */
  GQueue wanted;       /* indexes of windows to be read, likewise */
  Load *load;          /* the one whose answer counts, or NULL */
  gboolean reload_due; /* rows changed since they were read */
  gint64 reload_at;    /* not before this, monotonic us */
  gint64 reload_wait;  /* the next step, us */
  guint reload_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CorQueryModel,
                               cor_query_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum { PROP_0, PROP_LOADING, N_PROPS };
static GParamSpec *props[N_PROPS];

static void advance (CorQueryModel *self);

static void
window_free (gpointer data)
{
  Window *window = data;

  for (guint i = 0; i < COR_DB_WINDOW; i++)
    cor_row_clear (&window->rows[i]);
  g_free (window);
}

static Window *
add_window (CorQueryModel *self, guint index)
{
  Window *window = g_new0 (Window, 1);

  window->index = index;
  window->link.data = window;
  g_hash_table_insert (self->windows, GUINT_TO_POINTER (index), window);
  g_queue_push_head_link (&self->recent, &window->link);
  return window;
}

static gboolean
is_held (Window *window)
{
  for (guint i = 0; i < COR_DB_WINDOW; i++)
    if (window->rows[i].item != NULL && g_atomic_int_get (&window->rows[i].item->ref_count) > 1)
      return TRUE;
  return FALSE;
}

/* Nobody can tell that a window is gone whose items nobody holds. Looks at a few only, as a
 * consumer may hold every item there is. */
static void
forget_old_windows (CorQueryModel *self)
{
  for (guint tries = 0; tries < 4 && self->recent.length > WINDOWS_KEPT; tries++) {
    Window *window = g_queue_peek_tail (&self->recent);

    g_queue_unlink (&self->recent, &window->link);
    if (is_held (window)) {
      g_queue_push_head_link (&self->recent, &window->link);
    } else {
      g_queue_remove (&self->wanted, GUINT_TO_POINTER (window->index));
      g_hash_table_remove (self->windows, GUINT_TO_POINTER (window->index));
    }
  }
}

static void
load_free (Load *load)
{
  for (guint i = 0; i < load->n_windows; i++)
    g_clear_pointer (&load->rows[i], g_array_unref);
  g_free (load->expression);
  cor_ranking_free (load->ranking);
  g_object_unref (load->model);
  g_free (load);
}

static void
run_load (CorJob *job, CorDb *db)
{
  Load *load = (Load *)job;
  const CorSearch search = { .is_history = load->is_history,
                             .expression = load->expression,
                             .from = load->filter.from,
                             .to = load->filter.to };
  gboolean is_short = FALSE;

  for (guint i = 0; i < load->n_windows; i++) {
    load->rows[i] = load->ranking != NULL ? cor_ranking_window (db, load->ranking, load->indexes[i])
                                          : cor_search_window (db, &search, load->indexes[i]);
    is_short = load->indexes[i] == 0 && load->rows[i]->len < COR_DB_WINDOW;
  }
  load->counted = load->counting == COUNT || (load->counting == COUNT_IF_SHORT && is_short);
  if (is_short)
    load->count = load->rows[load->n_windows - 1]->len;
  else if (load->counted)
    load->count = cor_search_count (db, &search);
  else if (load->n_windows > 0)
    load->count = load->rows[0]->len;
}

static void
set_loading (CorQueryModel *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADING]);
}

/* The same row is the same object, as long as somebody may have it. */
static void
keep_known_items (CorQueryModel *self, Load *load)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (GList *l = self->recent.head; l != NULL; l = l->next) {
    Window *window = l->data;

    for (guint i = 0; i < COR_DB_WINDOW; i++)
      if (window->rows[i].id != 0)
        g_hash_table_insert (known, &window->rows[i].id, &window->rows[i]);
  }
  for (guint w = 0; w < load->n_windows; w++)
    for (guint i = 0; i < load->rows[w]->len; i++) {
      CorRow *row = &g_array_index (load->rows[w], CorRow, i);
      CorRow *old = g_hash_table_lookup (known, &row->id);

      if (old != NULL && old->version == row->version)
        g_set_object (&row->item, old->item);
    }
}

/* Moves the items of an answer into the window; what it lacks stays what it was. */
static void
fill_window (CorQueryModel *self, Window *window, GArray *rows)
{
  guint room = MIN (COR_DB_WINDOW, self->n_items - window->index * COR_DB_WINDOW);

  for (guint i = 0; i < MIN (rows->len, room); i++) {
    CorRow *row = &g_array_index (rows, CorRow, i);

    cor_row_clear (&window->rows[i]);
    window->rows[i] = *row;
    row->item = NULL;
  }
  window->loaded = TRUE;
}

/* From the first to the last place where an item that was there is another now. */
static gboolean
find_difference (GHashTable *before, GHashTable *after, guint *ret_first, guint *ret_last)
{
  guint first = G_MAXUINT, last = 0;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Window *old = value;
    Window *new = g_hash_table_lookup (after, GUINT_TO_POINTER (old->index));

    for (guint i = 0; i < COR_DB_WINDOW; i++) {
      guint position = old->index * COR_DB_WINDOW + i;

      if (old->rows[i].item == NULL || (new != NULL &&new->rows[i].item == old->rows[i].item))
        continue;
      first = MIN (first, position);
      last = MAX (last, position);
    }
  }
  *ret_first = first;
  *ret_last = last;
  return first != G_MAXUINT;
}

static void
grow (CorQueryModel *self, guint n_items)
{
  guint before = self->n_items;

  if (n_items < before) {
    self->reload_due = TRUE;
    return;
  }
  self->n_items = n_items;
  if (n_items > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, n_items - before);
}

/* A list view looks at every row that it is told of, so it is told only of those that somebody
 * has seen, and apart from them that there are more at the end. */
static void
tell_difference (CorQueryModel *self, GHashTable *before, guint n_before)
{
  guint n_items = self->n_items, first, last;
  gboolean differs = find_difference (before, self->windows, &first, &last);

  if (n_items < n_before) {
    first = MIN (first, n_items);
    g_list_model_items_changed (G_LIST_MODEL (self), first, n_before - first, n_items - first);
    return;
  }
  self->n_items = n_before;
  if (differs)
    g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1, last - first + 1);
  grow (self, n_items);
}

/* Everything known is replaced by the answer. */
static void
replace_all (CorQueryModel *self, Load *load)
{
  g_autoptr (GHashTable) before = g_steal_pointer (&self->windows);
  guint n_before = self->n_items;

  self->windows = before;
  keep_known_items (self, load);
  self->windows = g_hash_table_new_full (NULL, NULL, NULL, window_free);
  g_queue_init (&self->recent);
  g_queue_clear (&self->wanted);
  self->n_items = load->count;
  self->reload_at = g_get_monotonic_time () + self->reload_wait;
  self->reload_wait = MIN (2 * self->reload_wait, RELOAD_LAST);
  for (guint w = 0; w < load->n_windows; w++)
    if (load->indexes[w] * COR_DB_WINDOW < self->n_items)
      fill_window (self, add_window (self, load->indexes[w]), load->rows[w]);
  tell_difference (self, before, n_before);
}

/* The placeholders that were handed out become rows. */
static void
fill_one (CorQueryModel *self, Load *load)
{
  Window *window = g_hash_table_lookup (self->windows, GUINT_TO_POINTER (load->indexes[0]));
  guint first = COR_DB_WINDOW, last = 0;

  if (window == NULL || window->loaded)
    return;
  keep_known_items (self, load);
  for (guint i = 0; i < COR_DB_WINDOW; i++)
    if (window->rows[i].item != NULL && i < load->rows[0]->len) {
      first = MIN (first, i);
      last = i;
    }
  fill_window (self, window, load->rows[0]);
  if (first <= last)
    g_list_model_items_changed (G_LIST_MODEL (self), window->index * COR_DB_WINDOW + first,
                                last - first + 1, last - first + 1);
}

static void
apply (CorQueryModel *self, Load *load)
{
  /* Left out as the store is closed: what there is stays. */
  if (load->job.cancelled)
    g_debug ("A list is no longer read: its store is closed");
  else if (load->replaces)
    replace_all (self, load);
  else if (load->n_windows > 0)
    fill_one (self, load);
  else
    grow (self, load->count);
}

static void
on_load_done (CorJob *job)
{
  Load *load = (Load *)job;
  CorQueryModel *self = load->model;

  if (self->load == load) {
    apply (self, load);
    /* Unless somebody asked for something else meanwhile. */
    if (self->load == load) {
      self->load = NULL;
      if (load->counted || load->job.cancelled)
        set_loading (self, FALSE);
      if (!load->job.cancelled)
        advance (self);
    }
  }
  load_free (load);
}

static Load *
load_new (CorQueryModel *self, gboolean replaces, Counting counting)
{
  Load *load = g_new0 (Load, 1);

  load->job.run = run_load;
  load->job.done = on_load_done;
  load->job.is_read = TRUE;
  load->model = g_object_ref (self);
  load->is_history = self->is_history;
  if (!self->is_history)
    load->ranking = cor_ranking_new (self->query);
  load->filter = self->filter;
  load->expression = load->ranking != NULL ? g_strdup (load->ranking->all)
                                           : cor_search_expression (self->query, self->filter.kind);
  load->replaces = replaces;
  load->counting = counting;
  return load;
}

static void
push (CorQueryModel *self, Load *load)
{
  self->load = load;
  cor_worker_push (cor_store_get_worker (self->store), &load->job);
}

/* Reads again what was looked at last. */
static void
reload (CorQueryModel *self)
{
  Load *load = load_new (self, TRUE, COUNT);

  for (GList *l = self->recent.head; l != NULL && load->n_windows < RELOADED_MAX; l = l->next)
    load->indexes[load->n_windows++] = ((Window *)l->data)->index;
  /* The first rows of a list that was empty: somebody will look at them at once. */
  if (load->n_windows == 0)
    load->indexes[load->n_windows++] = 0;
  self->reload_due = FALSE;
  push (self, load);
}

static gboolean
on_reload_time (gpointer user_data)
{
  CorQueryModel *self = user_data;

  self->reload_id = 0;
  advance (self);
  return G_SOURCE_REMOVE;
}

/* Starts the next read, if there is one to do and none under way. */
static void
advance (CorQueryModel *self)
{
  gint64 wait = self->reload_at - g_get_monotonic_time ();

  if (self->load != NULL)
    return;
  if (self->loading) {
    push (self, load_new (self, FALSE, COUNT));
  } else if (self->reload_due && wait <= 0) {
    reload (self);
  } else if (!g_queue_is_empty (&self->wanted)) {
    Load *load = load_new (self, FALSE, COUNT_NOT);

    load->indexes[load->n_windows++] = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted));
    push (self, load);
  } else if (self->reload_due && self->reload_id == 0) {
    self->reload_id = g_timeout_add (wait / 1000 + 1, on_reload_time, self);
  }
}

static void
on_rows_changed (CorStore *store, gboolean is_history, CorQueryModel *self)
{
  /* Who was talked to of late comes first where one searches. */
  if (is_history != self->is_history && (self->is_history || *self->query == '\0'))
    return;
  if (g_get_monotonic_time () - self->reload_at > RELOAD_LAST)
    self->reload_wait = RELOAD_FIRST;
  self->reload_due = TRUE;
  advance (self);
}

static GType
get_item_type (GListModel *model)
{
  return COR_QUERY_MODEL (model)->is_history ? COR_TYPE_HISTORY_ENTRY : COR_TYPE_CONTACT;
}

static guint
get_n_items (GListModel *model)
{
  return COR_QUERY_MODEL (model)->n_items;
}

static GObject *
new_placeholder (CorQueryModel *self)
{
  static const CorContactFields no_contact = { 0 };
  static const CorHistoryFields no_entry = { .id = "" };

  return self->is_history ? G_OBJECT (cor_history_entry_new (&no_entry))
                          : G_OBJECT (cor_contact_new (&no_contact));
}

static gpointer
get_item (GListModel *model, guint position)
{
  CorQueryModel *self = COR_QUERY_MODEL (model);
  guint index = position / COR_DB_WINDOW;
  Window *window;
  CorRow *row;
  GObject *item;

  if (position >= self->n_items)
    return NULL;
  window = g_hash_table_lookup (self->windows, GUINT_TO_POINTER (index));
  if (window == NULL) {
    window = add_window (self, index);
    g_queue_push_head (&self->wanted, GUINT_TO_POINTER (index));
  } else if (self->recent.head != &window->link) {
    g_queue_unlink (&self->recent, &window->link);
    g_queue_push_head_link (&self->recent, &window->link);
  }
  row = &window->rows[position % COR_DB_WINDOW];
  if (row->item == NULL)
    row->item = new_placeholder (self);
  item = g_object_ref (row->item);
  forget_old_windows (self);
  advance (self);
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LOADING)
    g_value_set_boolean (value, COR_QUERY_MODEL (object)->loading);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dispose (GObject *object)
{
  CorQueryModel *self = COR_QUERY_MODEL (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_handle_id (&self->reload_id, g_source_remove);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cor_query_model_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  CorQueryModel *self = COR_QUERY_MODEL (object);

  g_queue_init (&self->recent);
  g_hash_table_unref (self->windows);
  g_queue_clear (&self->wanted);
  g_free (self->query);
  G_OBJECT_CLASS (cor_query_model_parent_class)->finalize (object);
}

static void
cor_query_model_class_init (CorQueryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_query_model_init (CorQueryModel *self)
{
  self->windows = g_hash_table_new_full (NULL, NULL, NULL, window_free);
  self->reload_wait = RELOAD_FIRST;
}

/* The first rows come first, the count of all after them. */
static void
start (CorQueryModel *self)
{
  Load *load = load_new (self, TRUE, COUNT_IF_SHORT);

  load->n_windows = 1;
  push (self, load);
  set_loading (self, TRUE);
}

CorQueryModel *
cor_query_model_new (CorStore *store,
                     gboolean is_history,
                     const char *query,
                     const CorHistoryFilter *filter)
{
  CorQueryModel *self = g_object_new (COR_TYPE_QUERY_MODEL, NULL);

  self->store = g_object_ref (store);
  self->is_history = is_history;
  if (filter != NULL)
    self->filter = *filter;
  self->query = g_strdup (query != NULL ? query : "");
  g_signal_connect_object (store, "rows-changed", G_CALLBACK (on_rows_changed), self, 0);
  start (self);
  return self;
}

/* What it lists now is another thing than before. */
static void
restart (CorQueryModel *self)
{
  if (self->load != NULL)
    cor_worker_cancel (cor_store_get_worker (self->store), &self->load->job);
  start (self);
}

void
cor_query_model_set_query (CorQueryModel *self, const char *query)
{
  query = query != NULL ? query : "";
  if (g_str_equal (self->query, query))
    return;
  g_free (self->query);
  self->query = g_strdup (query);
  restart (self);
}

void
cor_query_model_set_filter (CorQueryModel *self, const CorHistoryFilter *filter)
{
  if (self->filter.kind == filter->kind && self->filter.from == filter->from &&
      self->filter.to == filter->to)
    return;
  self->filter = *filter;
  restart (self);
}
