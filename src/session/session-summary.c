/* SPDX-License-Identifier: GPL-3.0-or-later
 * Summaries of calls: asked to be told of after each call, announced when they come, and looked
 * for, many at once, for the calls that somebody looks at. */
#include "config.h"
#include "session-summary.h"
#include "cti/summary.h"
#include "session/summary.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* Rows go by while somebody scrolls or types: what they stop at is asked for. */
#define CALM_MS 300
#define WANTED_MAX 200
/* Calls that are remembered; then it begins anew. */
#define KNOWN_MAX 5000

typedef struct _CorSummaries {
  GHashTable *known;   /* the first part of a call's id -> CorSummaryFlags */
  GHashTable *watched; /* the same, of calls of this session: theirs is to come */
  GPtrArray *wanted;   /* ids to be asked for */
  guint source;        /* until it is calm */
  gboolean asking;
  gboolean refused; /* the server has none to tell of; until there is another account */
  gboolean denied;  /* and none to show: rows offer none */
} CorSummaries;

gboolean
cor_session_may_read_summaries (CorSession *self)
{
  return self->cti != NULL && self->profile != NULL && self->profile->summaries;
}

static char *
dup_key (const char *id)
{
  return g_strndup (id, strcspn (id, "/"));
}

static void
changed (CorSession *self)
{
  g_signal_emit_by_name (self, "summaries-changed");
}

static void
remember (CorSession *self, const char *id, CorSummaryFlags flags)
{
  CorSummaries *summaries = self->summaries;

  if (g_hash_table_size (summaries->known) >= KNOWN_MAX)
    g_hash_table_remove_all (summaries->known);
  g_hash_table_replace (summaries->known, dup_key (id),
                        GUINT_TO_POINTER (flags | COR_SUMMARY_KNOWN));
}

/* --- Whether there are any. --- */

static CorSummaryFlags
read_flags (guint flags)
{
  return (flags & COR_CTI_HAS_SUMMARY ? COR_SUMMARY_THERE : 0) |
         (flags & COR_CTI_HAS_TRANSCRIPT ? COR_SUMMARY_TRANSCRIPT : 0) |
         (flags & COR_CTI_SUMMARY_COMES ? COR_SUMMARY_COMES : 0);
}

typedef struct {
  CorSession *session;
  GStrv ids;
} Asking;

static void ask_later (CorSession *self);

static void
on_statuses (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asking *asking = user_data;
  CorSession *self = asking->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) statuses =
    cor_cti_fetch_statuses_finish (COR_CTI (source), result, &error);

  if (self->cti == COR_CTI (source)) {
    self->summaries->asking = FALSE;
    self->summaries->refused =
      statuses == NULL && !g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_NETWORK);
    self->summaries->denied = g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN);
    for (guint i = 0; statuses != NULL && asking->ids[i] != NULL; i++) {
      g_autofree char *key = dup_key (asking->ids[i]);

      remember (self, key, read_flags (GPOINTER_TO_UINT (g_hash_table_lookup (statuses, key))));
    }
    if (statuses != NULL || self->summaries->denied)
      changed (self);
    if (self->summaries->wanted->len > 0)
      ask_later (self);
  }
  g_strfreev (asking->ids);
  g_object_unref (asking->session);
  g_free (asking);
}

/* The last ones are what is looked at. */
static gboolean
on_calm (gpointer user_data)
{
  CorSession *self = user_data;
  CorSummaries *summaries = self->summaries;
  guint n = MIN (summaries->wanted->len, COR_CTI_STATUSES_MAX);
  guint first = summaries->wanted->len - n;
  Asking *asking;

  summaries->source = 0;
  if (n == 0 || summaries->asking || !cor_session_may_read_summaries (self))
    return G_SOURCE_REMOVE;
  asking = g_new (Asking, 1);
  asking->session = g_object_ref (self);
  asking->ids = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    asking->ids[i] = g_strdup (summaries->wanted->pdata[first + i]);
  g_ptr_array_set_size (summaries->wanted, (int)first);
  summaries->asking = TRUE;
  cor_cti_fetch_statuses_async (self->cti, (const char *const *)asking->ids,
                                self->account_cancellable, on_statuses, asking);
  return G_SOURCE_REMOVE;
}

static void
ask_later (CorSession *self)
{
  g_clear_handle_id (&self->summaries->source, g_source_remove);
  self->summaries->source = g_timeout_add (CALM_MS, on_calm, self);
}

CorSummaryFlags
cor_session_look_at_summary (CorSession *self, const char *id)
{
  CorSummaries *summaries = self->summaries;
  g_autofree char *key = dup_key (id);
  guint flags = GPOINTER_TO_UINT (g_hash_table_lookup (summaries->known, key));

  if (flags == 0 && summaries->denied)
    return COR_SUMMARY_KNOWN;
  if (flags != 0 || *key == '\0' || summaries->refused || !cor_session_may_read_summaries (self))
    return flags;
  if (g_ptr_array_find_with_equal_func (summaries->wanted, id, g_str_equal, NULL))
    return 0;
  if (summaries->wanted->len == WANTED_MAX)
    g_ptr_array_remove_index (summaries->wanted, 0);
  g_ptr_array_add (summaries->wanted, g_strdup (id));
  ask_later (self);
  return 0;
}

/* --- One of them. --- */

static gboolean
may (CorSession *self, GTask *task)
{
  if (cor_session_may_read_summaries (self))
    return TRUE;
  g_task_return_new_error (
    task, G_IO_ERROR,
    self->profile == NULL ? G_IO_ERROR_NOT_CONNECTED : G_IO_ERROR_PERMISSION_DENIED, "%s",
    self->profile == NULL ? _ ("Sign in first: summaries are on the server.")
                          : _ ("Your profile on the server has no summaries of calls."));
  g_object_unref (task);
  return FALSE;
}

/* Takes the error. What is not permitted is not worth to be tried again. */
static void
return_error (GTask *task, GError *error)
{
  if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_FORBIDDEN)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s", error->message);
    g_error_free (error);
  } else {
    g_task_return_error (task, error);
  }
}

/* task: its data is the call. TRUE there: one is to come. */
static void
on_status (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = g_task_get_source_object (task);
  g_autofree char *key = dup_key (g_task_get_task_data (task));
  g_autoptr (GHashTable) statuses = cor_cti_fetch_statuses_finish (COR_CTI (source), result, NULL);
  guint flags = 0;

  if (statuses != NULL) {
    flags = read_flags (GPOINTER_TO_UINT (g_hash_table_lookup (statuses, key)));
    remember (self, key, flags);
  }
  if ((flags & COR_SUMMARY_COMES) != 0 || g_hash_table_contains (self->summaries->watched, key))
    g_task_set_task_data (task, NULL, NULL);
  g_task_return_pointer (task, NULL, NULL);
}

static void
on_summary (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *ids[] = { g_task_get_task_data (task), NULL };
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  char *text = cor_cti_fetch_summary_finish (COR_CTI (source), result, &error);

  if (text != NULL) {
    g_task_return_pointer (task, text, g_free);
  } else if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_NOT_FOUND)) {
    g_error_free (error);
    cor_cti_fetch_statuses_async (COR_CTI (source), ids, cancellable, on_status,
                                  g_steal_pointer (&task));
  } else {
    return_error (task, error);
  }
}

void
cor_session_fetch_summary_async (CorSession *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_session_fetch_summary_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  if (may (self, task))
    cor_cti_fetch_summary_async (self->cti, id, cancellable, on_summary, task);
}

char *
cor_session_fetch_summary_finish (CorSession *self,
                                  GAsyncResult *result,
                                  gboolean *ret_comes,
                                  GError **error)
{
  if (ret_comes != NULL)
    *ret_comes = g_task_get_task_data (G_TASK (result)) == NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_transcript (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *text = cor_cti_fetch_transcript_finish (COR_CTI (source), result, &error);

  if (text == NULL && !g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_NOT_FOUND)) {
    return_error (task, error);
    return;
  }
  g_clear_error (&error);
  g_task_return_pointer (task, text, g_free);
}

void
cor_session_fetch_transcript_async (CorSession *self,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_session_fetch_transcript_async);
  if (may (self, task))
    cor_cti_fetch_transcript_async (self->cti, id, cancellable, on_transcript, task);
}

char *
cor_session_fetch_transcript_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_cti_put_summary_finish (COR_CTI (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cor_session_put_summary_async (CorSession *self,
                               const char *id,
                               const char *text,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_task_set_source_tag (task, cor_session_put_summary_async);
  if (*stripped == '\0' || strlen (stripped) > COR_SUMMARY_MAX) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s",
                             *stripped == '\0' ? _ ("A summary can't be empty.")
                                               : _ ("The summary is too long: shorten it."));
    g_object_unref (task);
  } else if (may (self, task)) {
    cor_cti_put_summary_async (self->cti, id, stripped, self->account_cancellable, on_put, task);
  }
}

gboolean
cor_session_put_summary_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- News. --- */

static void
on_talked (CorSession *self, const char *id)
{
  if (!cor_session_may_read_summaries (self))
    return;
  if (g_hash_table_size (self->summaries->watched) >= WANTED_MAX)
    g_hash_table_remove_all (self->summaries->watched);
  g_hash_table_add (self->summaries->watched, dup_key (id));
  cor_cti_watch_summary (self->cti, id);
}

static void
on_news (CorSession *self, const char *id, const char *who)
{
  g_autofree char *key = dup_key (id);
  CorSummaryFlags flags;

  if (!cor_session_may_read_summaries (self))
    return;
  flags = GPOINTER_TO_UINT (g_hash_table_lookup (self->summaries->known, key));
  g_hash_table_remove (self->summaries->watched, key);
  remember (self, id, (flags & ~COR_SUMMARY_COMES) | COR_SUMMARY_THERE);
  changed (self);
  if (self->notifier != NULL && self->profile->summary_news &&
      g_settings_get_boolean (self->settings, "summary-notifications"))
    cor_notifier_tell (self->notifier, id, _ ("Call summary ready"), who);
}

static void
on_opened (CorSession *self, const char *id, const char *token)
{
  g_signal_emit_by_name (self, "show-summary", id, token);
}

void
cor_session_announce_summaries (CorSession *self)
{
  g_signal_connect_object (self->notifier, "opened", G_CALLBACK (on_opened), self,
                           G_CONNECT_SWAPPED);
}

void
cor_session_watch_summaries (CorSession *self)
{
  g_signal_connect_object (self->cti, "talked", G_CALLBACK (on_talked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "summary", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
}

void
cor_session_forget_summaries (CorSession *self)
{
  CorSummaries *summaries = self->summaries;

  g_clear_handle_id (&summaries->source, g_source_remove);
  g_hash_table_remove_all (summaries->known);
  g_hash_table_remove_all (summaries->watched);
  g_ptr_array_set_size (summaries->wanted, 0);
  summaries->asking = summaries->refused = summaries->denied = FALSE;
  if (self->notifier != NULL)
    cor_notifier_forget_topics (self->notifier);
}

void
cor_session_add_summaries (CorSession *self)
{
  self->summaries = g_new0 (CorSummaries, 1);
  self->summaries->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->summaries->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->summaries->wanted = g_ptr_array_new_with_free_func (g_free);
}

void
cor_session_free_summaries (CorSession *self)
{
  g_clear_handle_id (&self->summaries->source, g_source_remove);
  g_hash_table_unref (self->summaries->known);
  g_hash_table_unref (self->summaries->watched);
  g_ptr_array_unref (self->summaries->wanted);
  g_clear_pointer (&self->summaries, g_free);
}
