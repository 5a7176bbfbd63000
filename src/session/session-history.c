/* SPDX-License-Identifier: GPL-3.0-or-later
 * The calls of the past: which are looked at, how long they are kept, and which
 * missed ones nobody has seen. */
#include "config.h"
#include "session-private.h"
#include "store/history.h"
#include "switch-model.h"

#define DAY (24 * 3600)
#define RETENTION_S 3600 /* what grows too old goes within the hour */

void
cor_session_set_history_filter (CorSession *self, GListModel *model, const CorHistoryFilter *filter)
{
  CorSwitchModel *list = COR_SWITCH_MODEL (model);
  GListModel *inner = cor_switch_model_get_inner (list);

  cor_switch_model_set_filter (list, filter);
  if (inner != NULL)
    cor_store_filter_set (inner, filter);
}

/* --- How far back. --- */

CorHistoryReach
cor_session_get_history_reach (CorSession *self)
{
  return self->directory != NULL ? cor_directory_get_reach (self->directory) : COR_HISTORY_MORE;
}

void
cor_session_fetch_older_history (CorSession *self)
{
  if (self->directory != NULL)
    cor_history_sync_older (cor_directory_get_history (self->directory));
}

/* --- Missed calls. --- */

static void
set_missed (CorSession *self, guint missed)
{
  if (self->missed == missed)
    return;
  self->missed = missed;
  if (self->badge == NULL)
    self->badge = cor_badge_new ();
  cor_badge_set (self->badge, missed);
  cor_session_notify (self, PROP_MISSED);
}

static void
on_history_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  CorStoreHistory history;

  if (cor_store_read_history_finish (COR_STORE (source), result, &history, NULL) &&
      self->store == COR_STORE (source))
    set_missed (self, history.missed);
}

static void
count_missed (CorSession *self)
{
  cor_store_read_history_async (self->store, on_history_read, g_object_ref (self));
}

void
cor_session_see_missed (CorSession *self)
{
  if (self->notifier != NULL)
    cor_notifier_forget_all_missed (self->notifier);
  if (self->store != NULL && self->missed > 0)
    cor_store_see_missed (self->store);
}

/* --- What is kept. --- */

static void
on_forgotten (CorSession *self, const GError *error)
{
  if (error != NULL)
    cor_session_emit_refused (self, error->message);
  if (self->directory != NULL)
    cor_history_sync_look (cor_directory_get_history (self->directory));
}

static void
on_floor_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  cor_store_set_history_floor_finish (COR_STORE (source), result, &error);
  on_forgotten (self, error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;

  cor_store_clear_history_finish (COR_STORE (source), result, &error);
  on_forgotten (self, error);
}

void
cor_session_clear_history (CorSession *self)
{
  if (self->notifier != NULL)
    cor_notifier_forget_all_missed (self->notifier);
  if (self->store != NULL)
    cor_store_clear_history_async (self->store, on_cleared, g_object_ref (self));
}

static gint64
floor_of (CorSession *self)
{
  guint days = g_settings_get_uint (self->settings, "history-days");

  if (!g_settings_get_boolean (self->settings, "keep-history"))
    return COR_STORE_KEEP_NOTHING;
  return days > 0 ? g_get_real_time () / G_USEC_PER_SEC - (gint64)days * DAY : 0;
}

static void
apply_retention (CorSession *self)
{
  if (self->store != NULL)
    cor_store_set_history_floor_async (self->store, floor_of (self), on_floor_set,
                                       g_object_ref (self));
}

/* More may be kept than before: the newest of it is fetched at once. */
static void
on_retention_changed (CorSession *self)
{
  apply_retention (self);
  if (self->directory != NULL)
    cor_directory_refresh_history (self->directory);
}

static gboolean
on_retention_due (gpointer user_data)
{
  CorSession *self = user_data;

  if (g_settings_get_uint (self->settings, "history-days") > 0)
    apply_retention (self);
  return G_SOURCE_CONTINUE;
}

void
cor_session_follow_retention (CorSession *self)
{
  g_signal_connect_object (self->settings, "changed::keep-history",
                           G_CALLBACK (on_retention_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::history-days",
                           G_CALLBACK (on_retention_changed), self, G_CONNECT_SWAPPED);
}

/* Before anything is put: what is not to be kept is never written. */
void
cor_session_attach_history (CorSession *self)
{
  g_clear_handle_id (&self->retention_source, g_source_remove);
  if (self->store == NULL) {
    set_missed (self, 0);
    return;
  }
  g_signal_connect_object (self->store, "history-changed", G_CALLBACK (count_missed), self,
                           G_CONNECT_SWAPPED);
  apply_retention (self);
  count_missed (self);
  self->retention_source = g_timeout_add_seconds (RETENTION_S, on_retention_due, self);
}
