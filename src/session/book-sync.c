/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes the mirror of the phonebook like the server's. */
#include "config.h"
#include "book-sync.h"

#define PASSES_MAX 3
#define EVERYTHING_AFTER (24 * 3600) /* s */
/* A server that claims ever more rows must not be followed for ever. */
#define ROWS_MAX 2000000

struct _CorBookSync {
  CorCti *cti;
  CorStore *store;
  CorBookProgress progress;
  gpointer user_data;
};

/* One turn. The task's data. */
typedef struct {
  CorBookSync *sync;
  CorStoreMark *mark; /* as it was, then as it will be */
  guint passes;       /* begun */
  guint offset;       /* rows read in this pass */
  guint total;        /* as the server last counted */
  gboolean counted;
  gboolean disturbed; /* the book has changed while this pass went on */
  guint skipped;      /* rows of this pass that say nothing */
  char *last;         /* which row stood last on the page before */
} Turn;

static void
sync_clear (gpointer data)
{
  CorBookSync *self = data;

  g_object_unref (self->cti);
  g_object_unref (self->store);
}

static void
turn_free (gpointer data)
{
  Turn *turn = data;

  cor_store_mark_free (turn->mark);
  g_free (turn->last);
  g_rc_box_release_full (turn->sync, sync_clear);
  g_free (turn);
}

static void begin_pass (GTask *task);

/* Takes the task. */
static void
finish (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
tell_progress (Turn *turn)
{
  double fraction = turn->total > 0 ? MIN ((double)turn->offset / turn->total, 1) : 0;

  if (turn->sync->progress != NULL)
    turn->sync->progress (fraction, turn->sync->user_data);
}

/* --- Everything. --- */

static void
write_mark (Turn *turn)
{
  turn->mark->total = turn->total;
  turn->mark->time = g_get_real_time () / G_USEC_PER_SEC;
  turn->mark->offset = 0;
  cor_store_write_mark (turn->sync->store, turn->mark);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;

  if (cor_store_end_contacts_finish (COR_STORE (source), result, &error))
    write_mark (turn);
  finish (task, error);
}

static void
on_seen_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 seen = cor_store_count_seen_finish (COR_STORE (source), result, &error);
  gboolean all = seen >= 0 && seen + turn->skipped >= turn->total;

  if (seen < 0) {
    finish (task, error);
  } else if (all && (!turn->disturbed || turn->passes == PASSES_MAX)) {
    cor_store_end_contacts_async (COR_STORE (source), on_ended, task);
  } else if (turn->passes < PASSES_MAX) {
    cor_store_begin_pass (COR_STORE (source));
    begin_pass (task);
  } else {
    g_debug ("phonebook: %" G_GINT64_FORMAT " rows of %u came; nothing is deleted", seen,
             turn->total);
    /* A server that never sends as many as it counts is not asked for everything all day long. */
    if (!turn->disturbed)
      write_mark (turn);
    finish (task, NULL);
  }
}

/* Where the page is not the next one, its rows are kept, and the pass goes for nothing. */
static gboolean
is_next (const Turn *turn, const CorCtiBookPage *page)
{
  return turn->offset == 0 || page->n_rows == 0 || g_strcmp0 (page->first, turn->last) == 0;
}

static gboolean
take_page (Turn *turn, const CorCtiBookPage *page, guint from)
{
  guint end = from + page->n_rows;
  gboolean is_longer = end > turn->offset;

  if (!is_next (turn, page) || (turn->offset > 0 && page->counted && page->total != turn->total))
    turn->disturbed = TRUE;
  turn->counted = page->counted;
  turn->skipped += page->n_rows - MIN (page->n_rows, page->contacts->len);
  turn->offset = MAX (turn->offset, MIN (end, ROWS_MAX));
  turn->total = page->counted ? MIN (page->total, ROWS_MAX) : turn->offset;
  g_free (turn->last);
  turn->last = g_strdup (page->last);
  g_free (turn->mark->stamp);
  turn->mark->stamp = g_strdup (page->stamp);
  return is_longer && turn->offset < (page->counted ? turn->total : ROWS_MAX);
}

static void fetch_page (GTask *task);

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  CorStore *store = turn->sync->store;
  GError *error = NULL;
  guint from = turn->offset > 0 ? turn->offset - 1 : 0;
  g_autoptr (CorCtiBookPage) page = cor_cti_fetch_book_finish (COR_CTI (source), result, &error);

  if (page == NULL) {
    finish (task, error);
    return;
  }
  cor_store_put_contacts (store, page->contacts);
  if (take_page (turn, page, from))
    fetch_page (task);
  else
    cor_store_count_seen_async (store, turn->disturbed, on_seen_counted, task);
  tell_progress (turn);
}

/* With the last row of the page before. */
static void
fetch_page (GTask *task)
{
  const Turn *turn = g_task_get_task_data (task);
  guint again = turn->offset > 0 ? 1 : 0;

  cor_cti_fetch_book_async (turn->sync->cti, turn->offset - again, COR_BOOK_PAGE + again,
                            g_task_get_cancellable (task), on_page, task);
}

static void
begin_pass (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);

  turn->passes++;
  turn->offset = turn->total = turn->skipped = 0;
  turn->disturbed = FALSE;
  g_clear_pointer (&turn->last, g_free);
  fetch_page (task);
}

static void
read_everything (GTask *task)
{
  Turn *turn = g_task_get_task_data (task);

  tell_progress (turn);
  cor_store_begin_contacts (turn->sync->store);
  begin_pass (task);
}

/* --- One page, where nothing says that there is something new. --- */

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean changed = FALSE;

  if (!cor_store_check_contacts_finish (COR_STORE (source), result, &changed, &error)) {
    finish (task, error);
  } else if (changed) {
    read_everything (task);
  } else {
    cor_store_write_mark (COR_STORE (source), turn->mark);
    finish (task, NULL);
  }
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  CorStoreMark *mark = turn->mark;
  GError *error = NULL;
  g_autoptr (CorCtiBookPage) page = cor_cti_fetch_book_finish (COR_CTI (source), result, &error);

  if (page == NULL) {
    finish (task, error);
    return;
  }
  if (!page->counted || page->total != mark->total || g_strcmp0 (page->stamp, mark->stamp) != 0 ||
      (page->n_rows == 0 && mark->total > 0)) {
    read_everything (task);
    return;
  }
  mark->offset = mark->offset + page->n_rows >= mark->total ? 0 : mark->offset + page->n_rows;
  cor_store_check_contacts_async (turn->sync->store, page->contacts, on_checked, task);
}

static void
on_mark_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Turn *turn = g_task_get_task_data (task);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GError *error = NULL;

  turn->mark = cor_store_read_mark_finish (COR_STORE (source), result, &error);
  if (turn->mark == NULL)
    finish (task, error);
  else if (now - turn->mark->time > EVERYTHING_AFTER || now < turn->mark->time)
    read_everything (task);
  else
    cor_cti_fetch_book_async (turn->sync->cti, turn->mark->offset, COR_BOOK_PAGE,
                              g_task_get_cancellable (task), on_probed, task);
}

void
cor_book_sync_turn_async (CorBookSync *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Turn *turn = g_new0 (Turn, 1);

  g_task_set_source_tag (task, cor_book_sync_turn_async);
  turn->sync = g_rc_box_acquire (self);
  g_task_set_task_data (task, turn, turn_free);
  cor_store_read_mark_async (self->store, on_mark_read, task);
}

gboolean
cor_book_sync_turn_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

CorBookSync *
cor_book_sync_new (CorCti *cti, CorStore *store, CorBookProgress progress, gpointer user_data)
{
  CorBookSync *self = g_rc_box_new0 (CorBookSync);

  self->cti = g_object_ref (cti);
  self->store = g_object_ref (store);
  self->progress = progress;
  self->user_data = user_data;
  return self;
}

void
cor_book_sync_free (CorBookSync *self)
{
  self->progress = NULL;
  g_rc_box_release_full (self, sync_clear);
}
