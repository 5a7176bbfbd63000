/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was called, where the call itself does not say. An exchange that puts a
 * queue's caller through to a member calls the member; the server knows that it
 * was for the queue, and says so before or after the call comes. */
#include "config.h"
#include "session-private.h"
#include "model/call-hints.h"

void
cor_session_note_called (CorSession *self, CorCall *call)
{
  const char *queue;

  if (self->cti == NULL || cor_call_get_state (call) != COR_CALL_INCOMING ||
      !cor_call_is_on_this_computer (call) || cor_call_get_hints (call)->called != NULL)
    return;
  queue = cor_cti_find_queue (self->cti, cor_call_get_number (call));
  if (queue == NULL)
    return;
  cor_call_set_called (call, queue);
  g_object_notify (G_OBJECT (call), "place"); /* which it is shown instead of */
}

static void
on_extension (CorSession *self)
{
  GListModel *calls = G_LIST_MODEL (self->calls);

  for (guint i = 0; i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (calls, i);

    cor_session_note_called (self, call);
  }
}

void
cor_session_watch_called (CorSession *self)
{
  g_signal_connect_object (self->cti, "extension", G_CALLBACK (on_extension), self,
                           G_CONNECT_SWAPPED);
}
