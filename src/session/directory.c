/* SPDX-License-Identifier: GPL-3.0-or-later
 * Keeps the mirror like the server: fetches phonebook and history in pages. */
#include "directory.h"
#include "book-sync.h"

/* Somebody else may have written into the phonebook. */
#define BOOK_TURN_S 300

struct _CorDirectory {
  GObject parent;
  CorCti *cti;
  CorStore *store;
  GCancellable *cancellable;
  CorBookSync *book;
  guint book_source;     /* the next turn of the book's alone */
  gboolean book_turning; /* by itself, or in a sync */
  gboolean book_again;   /* somebody asked meanwhile, of what may have been read before */
  gboolean syncing;
  gboolean book_first; /* the sync waits for the book */
  double book_fraction;
  double history; /* 0..1 of its fetch */
  CorHistorySync *sync;
  double fraction;
};

G_DEFINE_FINAL_TYPE (CorDirectory, cor_directory, G_TYPE_OBJECT)

enum { PROP_0, PROP_FRACTION, PROP_REACH, N_PROPS };
static GParamSpec *props[N_PROPS];
enum { FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void turn_book (CorDirectory *self);

static void
update_fraction (CorDirectory *self)
{
  double fraction = -1;

  if (self->syncing)
    fraction = CLAMP (0.8 * self->book_fraction + 0.2 * self->history, 0, 1);
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
}

static void
finish (CorDirectory *self, const GError *error)
{
  self->syncing = FALSE;
  update_fraction (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
on_progress (CorDirectory *self, double fraction)
{
  self->history = fraction;
  update_fraction (self);
}

static void
on_reach_changed (CorDirectory *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REACH]);
}

static void
on_history_synced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorDirectory) self = user_data;
  g_autoptr (GError) error = NULL;

  cor_history_sync_newest_finish (COR_HISTORY_SYNC (source), result, &error);
  finish (self, error);
}

static void
fetch_history (CorDirectory *self)
{
  cor_history_sync_newest_async (self->sync, on_history_synced, g_object_ref (self));
}

static void
on_book_progress (double fraction, gpointer user_data)
{
  CorDirectory *self = user_data;

  self->book_fraction = fraction;
  update_fraction (self);
}

static void
on_book_turned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorDirectory) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = cor_book_sync_turn_finish (result, &error);

  self->book_turning = FALSE;
  if (ok && self->book_again) {
    turn_book (self);
    return;
  }
  if (!self->book_first) {
    if (!ok)
      g_debug ("phonebook not looked at: %s", error->message);
    return;
  }
  self->book_first = FALSE;
  if (!ok) {
    finish (self, error);
    return;
  }
  on_book_progress (1, self);
  fetch_history (self);
}

static void
turn_book (CorDirectory *self)
{
  self->book_again = self->book_turning;
  if (self->book_turning)
    return;
  self->book_turning = TRUE;
  cor_book_sync_turn_async (self->book, self->cancellable, on_book_turned, g_object_ref (self));
}

static gboolean
on_book_due (gpointer user_data)
{
  turn_book (user_data);
  return G_SOURCE_CONTINUE;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CorDirectory *self = COR_DIRECTORY (object);

  if (id == PROP_FRACTION)
    g_value_set_double (value, self->fraction);
  else
    g_value_set_int (value, cor_directory_get_reach (self));
}

static void
dispose (GObject *object)
{
  CorDirectory *self = COR_DIRECTORY (object);

  g_clear_handle_id (&self->book_source, g_source_remove);
  g_clear_pointer (&self->book, cor_book_sync_free);
  g_clear_object (&self->cti);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (cor_directory_parent_class)->dispose (object);
}

static void
cor_directory_class_init (CorDirectoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  props[PROP_FRACTION] =
    g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  props[PROP_REACH] =
    g_param_spec_int ("reach", NULL, NULL, COR_HISTORY_MORE, COR_HISTORY_STUCK, COR_HISTORY_MORE,
                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[FAILED] = g_signal_new ("failed", COR_TYPE_DIRECTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cor_directory_init (CorDirectory *self)
{
  self->fraction = -1;
  self->cancellable = g_cancellable_new ();
}

CorDirectory *
cor_directory_new (CorCti *cti, CorStore *store)
{
  CorDirectory *self = g_object_new (COR_TYPE_DIRECTORY, NULL);

  self->cti = g_object_ref (cti);
  self->store = g_object_ref (store);
  self->book = cor_book_sync_new (cti, store, on_book_progress, self);
  self->book_source = g_timeout_add_seconds (BOOK_TURN_S, on_book_due, self);
  self->sync = cor_history_sync_new (cti, store);
  g_signal_connect_swapped (self->sync, "progress", G_CALLBACK (on_progress), self);
  g_signal_connect_swapped (self->sync, "notify::reach", G_CALLBACK (on_reach_changed), self);
  return self;
}

void
cor_directory_turn_book (CorDirectory *self)
{
  turn_book (self);
}

void
cor_directory_sync (CorDirectory *self)
{
  if (self->syncing) {
    turn_book (self); /* the history is of what is past; the book may have changed since */
    return;
  }
  self->syncing = TRUE;
  self->book_fraction = self->history = 0;
  self->book_first = TRUE;
  update_fraction (self);
  turn_book (self);
}

/* Best effort: the next sync mends what a refresh could not. */
static void
on_newest_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cor_history_sync_newest_finish (COR_HISTORY_SYNC (source), result, &error))
    g_debug ("newest history not fetched: %s", error->message);
}

void
cor_directory_refresh_history (CorDirectory *self)
{
  if (!self->syncing)
    cor_history_sync_newest_async (self->sync, on_newest_fetched, NULL);
}

CorHistorySync *
cor_directory_get_history (CorDirectory *self)
{
  return self->sync;
}

CorHistoryReach
cor_directory_get_reach (CorDirectory *self)
{
  return self->sync != NULL ? cor_history_sync_get_reach (self->sync) : COR_HISTORY_MORE;
}

double
cor_directory_get_fraction (CorDirectory *self)
{
  return self->fraction;
}

void
cor_directory_cancel (CorDirectory *self)
{
  g_clear_handle_id (&self->book_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  cor_history_sync_cancel (self->sync);
}
