/* SPDX-License-Identifier: GPL-3.0-or-later
 * The first rows of a lazy list: they are asked for, then waited for. */
#include "config.h"
#include "row-reader.h"
#include "model/contact.h"
#include "model/history-entry.h"

#define PATIENCE 10 /* s: a mirror that does not answer must not keep a caller */

typedef struct {
  GListModel *list;
  guint limit;
  CorRowsRead done;
  gpointer user_data;
  guint timeout;
  GPtrArray *held; /* rows, so that the list keeps all that were asked for */
} Reading;

/* A placeholder came from nowhere. */
static gboolean
is_read (GObject *item)
{
  if (COR_IS_CONTACT (item))
    return cor_contact_get_source (COR_CONTACT (item)) != NULL;
  return !cor_history_entry_is_placeholder (COR_HISTORY_ENTRY (item));
}

/* FALSE while a row is still being read; asking for it is what has it read. */
static gboolean
hold_rows (Reading *self)
{
  guint n = MIN (g_list_model_get_n_items (self->list), self->limit);
  g_autoptr (GPtrArray) before = self->held;
  gboolean complete = TRUE;

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < n; i++) {
    GObject *item = g_list_model_get_item (self->list, i);

    g_ptr_array_add (self->held, item);
    complete &= is_read (item);
  }
  return complete;
}

static void
end (Reading *self)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_source_remove (self->timeout);
  self->done (self->held, self->user_data);
  g_ptr_array_unref (self->held);
  g_object_unref (self->list);
  g_free (self);
}

static void
try (Reading *self)
{
  gboolean loading = FALSE;

  g_object_get (self->list, "loading", &loading, NULL);
  if (!loading && hold_rows (self))
    end (self);
}

/* Rows that have just been read are held first: a list lets go of what nobody holds. */
static void
on_rows_changed (GListModel *list, guint position, guint removed, guint added, Reading *self)
{
  guint last = MIN (MIN (position + added, g_list_model_get_n_items (list)), self->limit);

  for (guint i = position; i < last; i++)
    g_ptr_array_add (self->held, g_list_model_get_item (list, i));
  try (self);
}

static gboolean
on_timeout (gpointer user_data)
{
  Reading *self = user_data;

  g_ptr_array_set_size (self->held, 0);
  end (self);
  return G_SOURCE_CONTINUE; /* removed by end() */
}

void
cor_rows_read (GListModel *list, guint limit, CorRowsRead done, gpointer user_data)
{
  Reading *self = g_new0 (Reading, 1);

  *self = (Reading){ list, limit, done, user_data };
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->timeout = g_timeout_add_seconds (PATIENCE, on_timeout, self);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_rows_changed), self);
  g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (try), self);
  try (self);
}
