/* SPDX-License-Identifier: GPL-3.0-or-later
 * A second call beside the one that is talked in: answered in its place, and
 * which one's turn comes next. Answering alone holds the first: the phones see to
 * that, each among its own calls, and here it is done where they are at two. */
#include "config.h"
#include "session-second.h"
#include "model/party.h"
#include "session-conference.h"

gboolean
cor_session_can_answer_ending (CorSession *self)
{
  return cor_call_list_is_ringing (self->calls) && cor_call_list_get_talked (self->calls) != NULL;
}

/* Only a call that still rings is worth another one. It has been heard: between the two there is
 * no ring tone in the ear. */
void
cor_session_answer_ending (CorSession *self, CorCall *call)
{
  CorCall *talked = cor_call_list_get_talked (self->calls);
  g_autoptr (CorCall) before = talked != NULL ? g_object_ref (talked) : NULL;
  g_autoptr (CorCall) kept = g_object_ref (call);

  if (cor_call_get_state (call) != COR_CALL_INCOMING)
    return;
  if (before != NULL) {
    cor_ringer_silence (self->ringer, call);
    cor_call_hang_up (before);
  }
  cor_call_answer (call);
}

static const char *
find_phone (CorSession *self, CorCall *call)
{
  gboolean can_answer;

  if (cor_call_is_on_this_computer (call) || self->cti == NULL)
    return NULL;
  return cor_cti_find_desk_of_call (self->cti, call, &can_answer);
}

/* A call that changes its phone, or its user on the way into their conference, is one call. */
static gboolean
is_another (CorSession *self, CorCall *call, CorCall *other)
{
  if (self->switching != NULL || (self->meet != NULL && self->meet->inside == call))
    return FALSE;
  return g_strcmp0 (find_phone (self, call), find_phone (self, other)) != 0 &&
         !cor_party_is_same (cor_call_get_number (call), cor_call_get_number (other));
}

void
cor_session_hold_elsewhere (CorSession *self, CorCall *call)
{
  GListModel *calls = G_LIST_MODEL (self->calls);

  if (cor_call_get_state (call) != COR_CALL_ACTIVE)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) other = g_list_model_get_item (calls, i);

    if (other != call && cor_call_get_state (other) == COR_CALL_ACTIVE &&
        !cor_call_is_held (other) && is_another (self, call, other))
      cor_call_hold (other, TRUE);
  }
}

void
cor_session_resume (CorSession *self, CorCall *call)
{
  cor_session_hold_elsewhere (self, call);
  cor_call_hold (call, FALSE);
}

/* In the order of the list and round its end. */
CorCall *
cor_session_find_next_held (CorSession *self)
{
  GListModel *calls = G_LIST_MODEL (self->calls);
  CorCall *talked = cor_call_list_get_talked (self->calls), *first = NULL;
  gboolean passed = FALSE;

  if (talked == NULL || cor_call_get_state (talked) != COR_CALL_ACTIVE)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (calls, i);

    if (call == talked)
      passed = TRUE;
    else if (cor_call_get_state (call) != COR_CALL_ACTIVE || !cor_call_is_held (call))
      continue;
    else if (passed)
      return call;
    else if (first == NULL)
      first = call;
  }
  return first;
}
