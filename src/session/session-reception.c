/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company shares, as the session keeps it: made, watched and forgotten
 * with the account. Each part has a file of its own. */
#include "config.h"
#include "session-reception.h"

CorReception *
cor_session_new_reception (void)
{
  CorReception *reception = g_new0 (CorReception, 1);

  reception->parked = g_list_store_new (COR_TYPE_PARKED_CALL);
  reception->dials = g_ptr_array_new_with_free_func (g_object_unref);
  reception->queues = g_list_store_new (COR_TYPE_QUEUE);
  reception->speed_dials = g_list_store_new (COR_TYPE_SPEED_DIAL);
  reception->going = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return reception;
}

void
cor_session_free_reception (CorSession *self)
{
  g_object_unref (self->reception->parked);
  g_ptr_array_unref (self->reception->dials);
  g_object_unref (self->reception->speed_dials);
  g_object_unref (self->reception->queues);
  g_hash_table_unref (self->reception->going);
  g_clear_pointer (&self->reception, g_free);
}

GListModel *
cor_session_get_parked (CorSession *self)
{
  return G_LIST_MODEL (self->reception->parked);
}

GListModel *
cor_session_get_speed_dials (CorSession *self)
{
  return G_LIST_MODEL (self->reception->speed_dials);
}

/* What changed between the first fetch and the first event was told to nobody. */
static void
on_connected (CorSession *self)
{
  cor_session_fetch_parking (self);
  cor_session_fetch_queues (self);
}

void
cor_session_watch_reception (CorSession *self)
{
  g_signal_connect_object (self->cti, "connected", G_CALLBACK (on_connected), self,
                           G_CONNECT_SWAPPED);
  cor_session_watch_parking (self);
  cor_session_watch_queues (self);
}

void
cor_session_fetch_reception (CorSession *self)
{
  cor_session_fetch_parking (self);
  cor_session_fetch_speed_dials (self);
  cor_session_fetch_queues (self);
}

void
cor_session_forget_reception (CorSession *self)
{
  cor_session_forget_parking (self);
  cor_session_forget_speed_dials (self);
  cor_session_forget_queues (self);
}

void
cor_session_show_reception_numbers (CorSession *self)
{
  cor_session_show_parked_numbers (self);
  cor_session_show_dialled_numbers (self);
}

/* --- What can be done, and what is said when it is not. --- */

void
cor_session_return_refusal (GTask *task, const char *why)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", why);
  g_object_unref (task);
}

gboolean
cor_session_reception_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_session_tell_refusal (GObject *session, GAsyncResult *result, gpointer user_data)
{
  CorSession *self = COR_SESSION (session);
  g_autoptr (GError) error = NULL;

  if (!cor_session_reception_finish (self, result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cor_session_emit_refused (self, error->message);
}

static void
on_pick_up_parked (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cor_session_pick_up_parked_async (user_data, g_variant_get_string (parameter, NULL), NULL, NULL);
}

void
cor_session_add_reception_actions (CorSession *self)
{
  static const GActionEntry entries[] = {
    { .name = "pick-up-parked", .activate = on_pick_up_parked, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  cor_session_add_speed_dial_actions (self);
  cor_session_add_queue_actions (self);
}

void
cor_session_update_reception_actions (CorSession *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "pick-up-parked");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), cor_session_may_pick_up_parked (self));
  cor_session_update_queue_actions (self);
}
