/* SPDX-License-Identifier: GPL-3.0-or-later
 * Brings the server's call records into the mirror.
 *
 * The mirror has every call from one time to another. A fetch of the newest
 * walks back until it meets that stretch and makes it longer; what it has
 * brought before it meets counts as known only then. */
#include "config.h"
#include "history-sync.h"
#include "history-walk.h"

#define DAY (24 * 3600)
/* A record is written when its call ends, and may be older than one that was known before. */
#define OVERLAP DAY
/* The server's clock may be ahead. */
#define AHEAD (2 * DAY)
#define FIRST_ROWS 1000  /* of a mirror that has none */
#define OLDER_ROWS 1000  /* at once */
#define GAP_ROWS 20000   /* after a long absence; older ones are fetched when somebody looks */
#define KEPT_ROWS 400000 /* then no older ones are fetched any more */

struct _CorHistorySync {
  GObject parent;
  CorCti *cti;
  CorStore *store;
  GCancellable *cancellable;
  CorHistoryWalk walk;
  CorStoreHistory known;
  gboolean walking;
  gboolean walks_older;
  CorWalkResult result; /* of the page that is being put */
  guint fetched;        /* rows of older ones, in all */
  GQueue waiting;       /* GTask, of the next fetch of the newest */
  GQueue running;       /* GTask, of this one */
  CorHistoryReach reach;
};

G_DEFINE_FINAL_TYPE (CorHistorySync, cor_history_sync, G_TYPE_OBJECT)

enum { PROP_0, PROP_REACH, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { PROGRESS, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void fetch (CorHistorySync *self);
static void start_newest (CorHistorySync *self);

static gint64
now_s (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
set_reach (CorHistorySync *self, CorHistoryReach reach)
{
  if (self->reach == reach)
    return;
  self->reach = reach;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REACH]);
}

static CorHistoryReach
reach_of (CorHistorySync *self)
{
  const CorStoreHistory *known = &self->known;

  if (known->to == 0)
    return COR_HISTORY_MORE;
  if (known->complete || self->fetched >= KEPT_ROWS ||
      (known->floor > 0 && known->from <= known->floor))
    return COR_HISTORY_ALL;
  return COR_HISTORY_MORE;
}

static void
return_all (CorHistorySync *self, const GError *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->running)) != NULL) {
    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

static void
end (CorHistorySync *self, const GError *error)
{
  g_autoptr (CorHistorySync) keep = g_object_ref (self);

  self->walking = FALSE;
  cor_history_walk_clear (&self->walk);
  set_reach (self,
             error != NULL || self->result == COR_WALK_LOST ? COR_HISTORY_STUCK : reach_of (self));
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
  return_all (self, error);
  if (!self->walking && !g_queue_is_empty (&self->waiting))
    start_newest (self);
}

/* --- What is known after a page. --- */

static void
keep_reach (CorHistorySync *self)
{
  cor_store_set_reach (self->store, self->known.from, self->known.to, self->known.complete);
}

static void
note_older (CorHistorySync *self)
{
  if (self->walk.oldest != 0)
    self->known.from = MIN (self->known.from, self->walk.oldest);
  self->known.complete = self->result == COR_WALK_END;
  keep_reach (self);
}

static void
note_newest (CorHistorySync *self)
{
  gint64 oldest = self->walk.oldest, newest = MIN (self->walk.newest, now_s ());

  if (self->result == COR_WALK_MET) {
    self->known.from = MIN (self->known.from, oldest);
  } else {
    self->known.from = oldest;
    self->known.complete = self->result == COR_WALK_END;
  }
  /* A server without any call has been read all the same. */
  self->known.to = MAX (newest, 1);
  keep_reach (self);
}

static void
go_on (CorHistorySync *self)
{
  if (self->walks_older)
    note_older (self);
  else if (self->result != COR_WALK_ON)
    note_newest (self);
  if (self->result == COR_WALK_ON)
    fetch (self);
  else
    end (self, NULL);
}

/* --- Pages. --- */

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorHistorySync) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_store_put_history_finish (COR_STORE (source), result, &error))
    end (self, error);
  else if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    end (self, error);
  else
    go_on (self);
}

static void
tell_progress (CorHistorySync *self, guint total)
{
  guint wanted = MAX (MIN (total, self->walk.limit), 1);

  if (!self->walks_older)
    g_signal_emit (self, signals[PROGRESS], 0, MIN ((double)self->walk.rows / wanted, 1.0));
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorHistorySync) self = user_data;
  g_autoptr (GError) error = NULL;
  guint total;
  g_autoptr (GPtrArray) rows =
    cor_cti_fetch_history_finish (COR_CTI (source), result, &total, &error);

  if (rows == NULL) {
    end (self, error);
    return;
  }
  self->result = cor_history_walk_take (&self->walk, rows, total);
  if (self->walks_older)
    self->fetched += rows->len;
  tell_progress (self, total);
  cor_store_put_history_async (self->store, rows, on_put, g_object_ref (self));
}

static void
fetch (CorHistorySync *self)
{
  cor_cti_fetch_history_async (self->cti, MAX (self->known.floor, 0), self->walk.to,
                               self->walk.page, COR_WALK_PAGE, self->cancellable, on_fetched,
                               g_object_ref (self));
}

/* --- Fetches. --- */

static void
begin (CorHistorySync *self, gint64 to, guint limit)
{
  self->walk.floor = self->known.floor;
  self->walk.limit = limit;
  cor_history_walk_start (&self->walk, to);
  fetch (self);
}

static void
on_known_for_newest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorHistorySync) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cor_store_read_history_finish (COR_STORE (source), result, &self->known, &error)) {
    end (self, error);
    return;
  }
  /* Nothing is kept: nothing is asked for. */
  if (self->known.floor == COR_STORE_KEEP_NOTHING) {
    self->known.complete = TRUE;
    end (self, NULL);
    return;
  }
  self->walk.meet = self->known.to > OVERLAP ? self->known.to - OVERLAP : 0;
  begin (self, now_s () + AHEAD, self->walk.meet != 0 ? GAP_ROWS : FIRST_ROWS);
}

static void
start_newest (CorHistorySync *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    g_queue_push_tail (&self->running, task);
  self->walking = TRUE;
  self->walks_older = FALSE;
  self->result = COR_WALK_ON;
  cor_store_read_history_async (self->store, on_known_for_newest, g_object_ref (self));
}

void
cor_history_sync_newest_async (CorHistorySync *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_history_sync_newest_async);
  g_queue_push_tail (&self->waiting, task);
  if (!self->walking)
    start_newest (self);
}

gboolean
cor_history_sync_newest_finish (CorHistorySync *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_history_sync_older (CorHistorySync *self)
{
  if (self->walking || g_cancellable_is_cancelled (self->cancellable) || self->known.to == 0 ||
      reach_of (self) == COR_HISTORY_ALL)
    return;
  self->walking = TRUE;
  self->walks_older = TRUE;
  self->result = COR_WALK_ON;
  self->walk.meet = 0;
  set_reach (self, COR_HISTORY_FETCHING);
  begin (self, self->known.from, OLDER_ROWS);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorHistorySync) self = user_data;
  CorStoreHistory known;

  /* What a walk knows is newer. */
  if (self->walking || !cor_store_read_history_finish (COR_STORE (source), result, &known, NULL))
    return;
  self->known = known;
  set_reach (self, reach_of (self));
}

void
cor_history_sync_look (CorHistorySync *self)
{
  cor_store_read_history_async (self->store, on_looked, g_object_ref (self));
}

CorHistoryReach
cor_history_sync_get_reach (CorHistorySync *self)
{
  return self->reach;
}

void
cor_history_sync_cancel (CorHistorySync *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, COR_HISTORY_SYNC (object)->reach);
}

static void
dispose (GObject *object)
{
  CorHistorySync *self = COR_HISTORY_SYNC (object);

  g_clear_object (&self->cti);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  cor_history_walk_clear (&self->walk);
  G_OBJECT_CLASS (cor_history_sync_parent_class)->dispose (object);
}

static void
cor_history_sync_class_init (CorHistorySyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  props[PROP_REACH] =
    g_param_spec_int ("reach", NULL, NULL, COR_HISTORY_MORE, COR_HISTORY_STUCK, COR_HISTORY_MORE,
                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[PROGRESS] = g_signal_new ("progress", COR_TYPE_HISTORY_SYNC, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[FAILED] = g_signal_new ("failed", COR_TYPE_HISTORY_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cor_history_sync_init (CorHistorySync *self)
{
  g_queue_init (&self->waiting);
  g_queue_init (&self->running);
  self->cancellable = g_cancellable_new ();
}

CorHistorySync *
cor_history_sync_new (CorCti *cti, CorStore *store)
{
  CorHistorySync *self = g_object_new (COR_TYPE_HISTORY_SYNC, NULL);

  self->cti = g_object_ref (cti);
  self->store = g_object_ref (store);
  return self;
}
