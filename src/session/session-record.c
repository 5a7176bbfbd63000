/* SPDX-License-Identifier: GPL-3.0-or-later
 * The server records what is said in a call. Nothing here says that it does:
 * that is the server's own news of the conversation. */
#include "config.h"
#include "session-record.h"
#include "session-move.h"

gboolean
cor_session_can_record (CorSession *self)
{
  return self->profile != NULL && self->profile->recording && cor_session_can_transfer (self);
}

static void
order (CorSession *self, CorCall *call, CorCtiMoveKind kind)
{
  const CorMove wanted = { .kind = kind };

  cor_session_move_async (self, call, &wanted, NULL, NULL);
}

void
cor_session_toggle_record (CorSession *self, CorCall *call)
{
  order (self, call,
         cor_call_get_recording (call) == COR_RECORDING_NONE ? COR_CTI_RECORD
                                                             : COR_CTI_RECORD_STOP);
}

void
cor_session_toggle_record_pause (CorSession *self, CorCall *call)
{
  if (cor_call_get_recording (call) == COR_RECORDING_ON)
    order (self, call, COR_CTI_RECORD_PAUSE);
  else if (cor_call_get_recording (call) == COR_RECORDING_PAUSED)
    order (self, call, COR_CTI_RECORD_RESUME);
}

/* A desk phone's call knows by itself. */
void
cor_session_follow_recording (CorSession *self)
{
  GListModel *calls = G_LIST_MODEL (self->calls);

  for (guint i = 0; self->cti != NULL && i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (calls, i);
    g_autoptr (GPtrArray) all = NULL;
    const CorCtiConversation *conversation;

    if (!cor_call_is_on_this_computer (call) || cor_call_get_state (call) != COR_CALL_ACTIVE)
      continue;
    all = cor_cti_list_conversations (self->cti, call);
    conversation = cor_session_find_conversation (self, all, call);
    if (conversation != NULL)
      cor_call_set_recording (call, conversation->recording);
  }
}
