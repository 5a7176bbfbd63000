/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait in a parking: who, by whom, and how long until they ring where
 * they were parked. The server says when somebody is gone; the seconds are only
 * counted here. */
#include "config.h"
#include "session-reception.h"
#include "cti/parking.h"
#include "model/contact.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define TICK_MS 1000

/* --- The seconds, while anybody waits. --- */

static void arm (CorSession *self);

static gboolean
on_tick (gpointer user_data)
{
  CorSession *self = user_data;
  GListModel *parked = G_LIST_MODEL (self->reception->parked);
  gint64 now = cor_clock_now (self->clock);

  self->reception->tick = 0;
  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);

    cor_parked_call_tick (call, now);
  }
  arm (self);
  return G_SOURCE_REMOVE;
}

static void
arm (CorSession *self)
{
  gboolean anybody = g_list_model_get_n_items (G_LIST_MODEL (self->reception->parked)) > 0;

  if (!anybody)
    cor_clock_stop (self->clock, &self->reception->tick);
  else if (self->reception->tick == 0)
    self->reception->tick = cor_clock_start (self->clock, TICK_MS, on_tick, self);
}

/* --- Who waits. --- */

/* Numbers, of the same length mostly. */
static int
compare_lots (gconstpointer a, gconstpointer b, gpointer data)
{
  const char *first = cor_parked_call_get_lot ((CorParkedCall *)a);
  const char *second = cor_parked_call_get_lot ((CorParkedCall *)b);
  gsize length = strlen (first), other = strlen (second);

  return length != other ? (length > other) - (length < other) : strcmp (first, second);
}

static void
show_number (CorSession *self, CorParkedCall *call)
{
  const char *number = cor_parked_call_get_number (call);
  gboolean masked = number == NULL || cor_phone_is_masked (number);
  g_autofree char *shown = masked ? NULL : cor_session_format_number (self, number);

  cor_parked_call_set_shown_number (call, shown);
}

void
cor_session_show_parked_numbers (CorSession *self)
{
  GListModel *parked = G_LIST_MODEL (self->reception->parked);

  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);

    show_number (self, call);
  }
}

static void
insert (CorSession *self, CorParkedCall *call)
{
  show_number (self, call);
  cor_parked_call_begin (call, cor_clock_now (self->clock));
  g_list_store_insert_sorted (self->reception->parked, call, compare_lots, NULL);
}

static void
drop (CorSession *self, const char *lot)
{
  GListStore *parked = self->reception->parked;

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (parked)); i > 0; i--) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (G_LIST_MODEL (parked), i - 1);

    if (g_str_equal (cor_parked_call_get_lot (call), lot))
      g_list_store_remove (parked, i - 1);
  }
}

static void
on_parking (CorSession *self, CorParkedCall *call)
{
  if (!cor_session_may_pick_up_parked (self))
    return;
  drop (self, cor_parked_call_get_lot (call));
  if (cor_parked_call_is_taken (call))
    insert (self, call);
  arm (self);
}

void
cor_session_watch_parking (CorSession *self)
{
  g_signal_connect_object (self->cti, "parking", G_CALLBACK (on_parking), self, G_CONNECT_SWAPPED);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parked = cor_cti_fetch_parkings_finish (COR_CTI (source), result, &error);

  if (parked == NULL)
    g_debug ("session: parkings: %s", error->message);
  if (parked == NULL || self->cti != COR_CTI (source))
    return;
  g_list_store_remove_all (self->reception->parked);
  for (guint i = 0; i < parked->len; i++)
    insert (self, parked->pdata[i]);
  arm (self);
}

void
cor_session_fetch_parking (CorSession *self)
{
  if (cor_session_may_pick_up_parked (self))
    cor_cti_fetch_parkings_async (self->cti, self->account_cancellable, on_fetched,
                                  g_object_ref (self));
  else
    cor_session_forget_parking (self);
}

void
cor_session_forget_parking (CorSession *self)
{
  g_list_store_remove_all (self->reception->parked);
  arm (self);
}

/* --- Fetching them. --- */

gboolean
cor_session_may_pick_up_parked (CorSession *self)
{
  return self->cti != NULL && self->profile != NULL && self->profile->parkings;
}

static gboolean
is_taken (CorSession *self, const char *lot)
{
  GListModel *parked = G_LIST_MODEL (self->reception->parked);

  for (guint i = 0; i < g_list_model_get_n_items (parked); i++) {
    g_autoptr (CorParkedCall) call = g_list_model_get_item (parked, i);

    if (g_str_equal (cor_parked_call_get_lot (call), lot))
      return TRUE;
  }
  return FALSE;
}

static void
on_picked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_cti_pick_up_parked_finish (COR_CTI (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cor_session_pick_up_parked_async (CorSession *self,
                                  const char *lot,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task =
    g_task_new (self, NULL, callback != NULL ? callback : cor_session_tell_refusal, user_data);
  const char *device = cor_session_endpoint_of_device (self, self->texts[PROP_DEVICE]);

  g_task_set_source_tag (task, cor_session_pick_up_parked_async);
  if (!cor_session_may_pick_up_parked (self))
    cor_session_return_refusal (task, _ ("Your account may not do that."));
  else if (!is_taken (self, lot))
    cor_session_return_refusal (task, _ ("Nobody waits in that parking any more."));
  else if (device == NULL)
    cor_session_return_refusal (task, _ ("Choose a device that the call can ring at first."));
  else
    cor_cti_pick_up_parked_async (self->cti, lot, device, self->account_cancellable, on_picked_up,
                                  task);
}
