/* SPDX-License-Identifier: GPL-3.0-or-later
 * A burst of news about many things becomes one piece of news about each. */
#include "config.h"
#include "coalesce.h"

typedef struct {
  char *key;
  gpointer told;    /* or NULL */
  gpointer pending; /* or NULL; the entry is in the queue while there is one */
  gint64 due;       /* us; not to be told before */
} Entry;

struct _CorCoalesce {
  const CorClock *clock;
  CorCoalesceFuncs funcs;
  gpointer user_data;
  GHashTable *entries;
  GQueue waiting; /* Entry, borrowed */
  guint timer;
  gint64 timer_due;
  gboolean closed;
};

static void
clear_value (CorCoalesce *self, gpointer *value)
{
  if (*value != NULL)
    self->funcs.free (g_steal_pointer (value));
}

static void
entry_free (CorCoalesce *self, Entry *entry)
{
  clear_value (self, &entry->told);
  clear_value (self, &entry->pending);
  g_free (entry->key);
  g_free (entry);
}

static gboolean on_due (gpointer user_data);

static void
arm (CorCoalesce *self, gint64 due)
{
  gint64 wait = MAX (due - cor_clock_now (self->clock), 0);

  if (self->timer != 0 && self->timer_due <= due)
    return;
  cor_clock_stop (self->clock, &self->timer);
  self->timer_due = due;
  self->timer = cor_clock_start (self->clock, (guint)((wait + 999) / 1000), on_due, self);
}

static void
arm_for_rest (CorCoalesce *self)
{
  gint64 first = G_MAXINT64;

  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    first = MIN (first, ((Entry *)link->data)->due);
  if (self->waiting.head != NULL)
    arm (self, first);
}

static void
tell (CorCoalesce *self, Entry *entry, gint64 now)
{
  clear_value (self, &entry->told);
  entry->told = g_steal_pointer (&entry->pending);
  entry->due = now + COR_COALESCE_MS * 1000;
  self->funcs.deliver (entry->key, entry->told, self->user_data);
}

CorCoalesce *
cor_coalesce_new (const CorClock *clock, const CorCoalesceFuncs *funcs, gpointer user_data)
{
  CorCoalesce *self = g_rc_box_new0 (CorCoalesce);

  self->clock = clock;
  self->funcs = *funcs;
  self->user_data = user_data;
  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->waiting);
  return self;
}

/* Forgets what has been told of keys that have nothing new. */
static void
forget (CorCoalesce *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Entry *entry = value;

    if (entry->pending != NULL && !self->closed)
      continue;
    g_hash_table_iter_remove (&iter);
    entry_free (self, entry);
  }
}

static void
on_released (gpointer data)
{
  CorCoalesce *self = data;

  forget (self);
  g_hash_table_unref (self->entries);
}

static gboolean
on_due (gpointer user_data)
{
  CorCoalesce *self = g_rc_box_acquire (user_data);
  gint64 now = cor_clock_now (self->clock);
  guint n = g_queue_get_length (&self->waiting);

  self->timer = 0;
  for (guint i = 0; i < n && !self->closed; i++) {
    Entry *entry = g_queue_pop_head (&self->waiting);

    if (entry->due <= now)
      tell (self, entry, now);
    else
      g_queue_push_tail (&self->waiting, entry);
  }
  if (!self->closed)
    arm_for_rest (self);
  g_rc_box_release_full (self, on_released);
  return G_SOURCE_REMOVE;
}

void
cor_coalesce_free (CorCoalesce *self)
{
  self->closed = TRUE;
  cor_clock_stop (self->clock, &self->timer);
  g_queue_clear (&self->waiting);
  g_rc_box_release_full (self, on_released);
}

static Entry *
get_entry (CorCoalesce *self, const char *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    return entry;
  if (g_hash_table_size (self->entries) >= COR_COALESCE_MAX_KEYS)
    forget (self);
  if (g_hash_table_size (self->entries) >= COR_COALESCE_MAX_KEYS)
    return NULL;
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  g_hash_table_insert (self->entries, entry->key, entry);
  return entry;
}

void
cor_coalesce_push (CorCoalesce *self, const char *key, gpointer value)
{
  Entry *entry = get_entry (self, key);
  gpointer newest = NULL;

  if (entry != NULL)
    newest = entry->pending != NULL ? entry->pending : entry->told;
  if (entry == NULL || (newest != NULL && self->funcs.equal (newest, value))) {
    self->funcs.free (value);
    return;
  }
  if (entry->pending == NULL)
    g_queue_push_tail (&self->waiting, entry);
  clear_value (self, &entry->pending);
  entry->pending = value;
  arm (self, entry->due);
}
