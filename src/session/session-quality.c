/* SPDX-License-Identifier: GPL-3.0-or-later
 * The quality of calls: asked of the phone while there is sound, kept of those
 * that have ended. */
#include "config.h"
#include "session/quality.h"
#include "session-private.h"
#include <glib/gi18n-lib.h>

#define KEPT 20

typedef struct {
  CorCallQuality *quality;
  gboolean known;     /* the phone has told how the sound ended */
  GPtrArray *waiting; /* GTask: for that */
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  for (guint i = 0; i < kept->waiting->len; i++)
    g_task_return_new_error (kept->waiting->pdata[i], G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             _ ("There is no such call."));
  g_ptr_array_unref (kept->waiting);
  cor_call_quality_free (kept->quality);
  g_free (kept);
}

GPtrArray *
cor_session_new_qualities (void)
{
  return g_ptr_array_new_with_free_func (kept_free);
}

/* NULL when it is not among the last ones; 0: the one that ended last. */
static Kept *
find (CorSession *self, guint call)
{
  for (guint i = self->qualities->len; i > 0; i--) {
    Kept *kept = self->qualities->pdata[i - 1];

    if (call != 0 ? kept->quality->call == call : kept->quality->ended)
      return kept;
  }
  return NULL;
}

static void
return_copy (gpointer task, gpointer data)
{
  g_task_return_pointer (task, cor_call_quality_copy (data), (GDestroyNotify)cor_call_quality_free);
}

/* --- What is kept --- */

static void
keep (CorSession *self, CorCall *call)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->quality = g_new0 (CorCallQuality, 1);
  kept->quality->call = cor_call_get_id (call);
  kept->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->qualities, kept);
  if (self->qualities->len > KEPT)
    g_ptr_array_remove_index (self->qualities, 0);
}

static void
on_changed (CorSession *self, CorCall *call, const char *property)
{
  if (g_str_equal (property, "state") && cor_call_get_state (call) == COR_CALL_ACTIVE &&
      cor_call_is_on_this_computer (call) && self->phone != NULL &&
      find (self, cor_call_get_id (call)) == NULL && cor_phone_measure (self->phone, call))
    keep (self, call);
}

/* The newest end is the last. */
static void
on_ended (CorSession *self, CorCall *call)
{
  Kept *kept = find (self, cor_call_get_id (call));
  guint at = 0;

  if (kept == NULL)
    return;
  kept->quality->ended = TRUE;
  kept->quality->who = g_strdup (cor_call_get_shown (call));
  kept->quality->seconds =
    (guint)((cor_call_get_ended_at (call) - cor_call_get_answered_at (call)) / G_USEC_PER_SEC);
  g_ptr_array_find (self->qualities, kept, &at);
  g_ptr_array_add (self->qualities, g_ptr_array_steal_index (self->qualities, at));
}

void
cor_session_take_quality (CorSession *self, guint call, gpointer stats)
{
  Kept *kept = find (self, call);

  if (kept == NULL)
    return;
  kept->known = TRUE;
  kept->quality->heard = stats != NULL;
  if (stats != NULL)
    kept->quality->stats = *(CorCallStats *)stats;
  g_ptr_array_foreach (kept->waiting, return_copy, kept->quality);
  g_ptr_array_set_size (kept->waiting, 0);
}

void
cor_session_watch_quality (CorSession *self)
{
  g_signal_connect_object (self->calls, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calls, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
}

/* --- Asking --- */

static void
return_kept (CorSession *self, guint call, GTask *task)
{
  Kept *kept = find (self, call);

  if (kept == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             call != 0 ? _ ("There is no such call.")
                                       : _ ("There was no call on this computer yet."));
  else if (kept->known)
    return_copy (task, kept->quality);
  else
    g_ptr_array_add (kept->waiting, g_object_ref (task));
}

static void
on_stats_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CorSession *self = g_task_get_source_object (task);
  CorCall *call = g_task_get_task_data (task);
  CorCallQuality quality = { cor_call_get_id (call), .heard = TRUE };

  if (!cor_phone_get_stats_finish (COR_PHONE (source), result, &quality.stats, NULL)) {
    /* Its end is under way. */
    return_kept (self, quality.call, task);
    return;
  }
  quality.who = (char *)cor_call_get_shown (call);
  if (cor_call_get_answered_at (call) != 0)
    quality.seconds =
      (guint)((g_get_monotonic_time () - cor_call_get_answered_at (call)) / G_USEC_PER_SEC);
  return_copy (task, &quality);
}

void
cor_session_get_quality_async (CorSession *self,
                               guint id,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  CorCall *call =
    id != 0 ? cor_call_list_find (self->calls, id) : cor_call_list_get_current (self->calls);

  g_task_set_source_tag (task, cor_session_get_quality_async);
  if (call == NULL) {
    return_kept (self, id, task);
  } else if (!cor_call_is_on_this_computer (call) || self->phone == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _ ("The sound of this call is on another phone."));
  } else {
    g_task_set_task_data (task, g_object_ref (call), g_object_unref);
    cor_phone_get_stats_async (self->phone, call, on_stats_ready, g_steal_pointer (&task));
  }
}

CorCallQuality *
cor_session_get_quality_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
