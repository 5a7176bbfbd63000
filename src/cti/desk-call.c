/* SPDX-License-Identifier: GPL-3.0-or-later
 * One call on a desk phone: which conversation it is, and what became of it. */
#include "config.h"
#include "desk-call.h"
#include <glib/gi18n-lib.h>
#include <string.h>

CorDeskCall *
cor_desk_call_new (CorCall *call, const char *device)
{
  CorDeskCall *self = g_rc_box_new0 (CorDeskCall);

  self->call = g_object_ref (call);
  self->device = g_strdup (device);
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
clear (gpointer data)
{
  CorDeskCall *self = data;

  g_object_unref (self->call);
  g_free (self->device);
  g_free (self->number);
  g_free (self->linked_id);
  g_free (self->unique_id);
  g_free (self->conversation);
  g_free (self->cause);
  g_free (self->digits);
  cor_desk_call_clear_consult (self);
  g_hash_table_unref (self->before);
}

CorDeskCall *
cor_desk_call_ref (CorDeskCall *self)
{
  return g_rc_box_acquire (self);
}

void
cor_desk_call_unref (CorDeskCall *self)
{
  g_rc_box_release_full (self, clear);
}

void
cor_desk_call_exclude (CorDeskCall *self, const CorExten *exten)
{
  for (guint i = 0; i < exten->conversations->len; i++) {
    const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

    g_hash_table_add (self->before, g_strdup (conversation->linked_id));
  }
}

void
cor_desk_call_adopt (CorDeskCall *self, const CorConversation *conversation)
{
  if (self->linked_id == NULL)
    self->linked_id = g_strdup (conversation->linked_id);
  if (g_strcmp0 (self->conversation, conversation->id) != 0) {
    g_free (self->conversation);
    self->conversation = g_strdup (conversation->id);
  }
}

/* The linked id is sure; the unique id of the request's answer is as sure, but comes only when
 * the phone was picked up; before, it is the phone's new outgoing conversation. */
static gboolean
is_ours (CorDeskCall *self, const CorConversation *conversation)
{
  if (self->linked_id != NULL)
    return g_str_equal (self->linked_id, conversation->linked_id);
  if (self->unique_id != NULL)
    return g_str_equal (self->unique_id, conversation->unique_id);
  return !conversation->incoming && !g_hash_table_contains (self->before, conversation->linked_id);
}

const CorConversation *
cor_desk_call_find (CorDeskCall *self, const CorExten *exten)
{
  for (guint i = 0; i < exten->conversations->len; i++) {
    const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

    if (is_ours (self, conversation))
      return conversation;
  }
  return NULL;
}

/* "A>" is the phone alone, "A>B" has somebody at the other end. */
static gboolean
has_two_ends (const CorConversation *conversation)
{
  const char *mark = strchr (conversation->id, '>');

  return mark != NULL && mark != conversation->id && mark[1] != '\0';
}

void
cor_desk_call_follow (CorDeskCall *self, const CorConversation *conversation, const CorExten *exten)
{
  gboolean alone = exten->conversations->len == 1;

  cor_desk_call_follow_consult (self, conversation);
  cor_desk_call_adopt (self, conversation);
  cor_call_set_stuck (self->call, FALSE);
  cor_call_set_recording (self->call, conversation->recording);
  if (self->consult.state == COR_CONSULT_NONE && *conversation->name != '\0' &&
      !g_str_equal (conversation->number, self->device))
    cor_call_set_name (self->call, conversation->name);
  if (conversation->connected)
    cor_call_set_state (self->call, COR_CALL_ACTIVE);
  else if (has_two_ends (conversation) && !conversation->incoming)
    cor_call_set_state (self->call, COR_CALL_RINGING);
  /* Who waits while somebody is asked makes the server say so too. */
  if (alone && cor_call_get_state (self->call) == COR_CALL_ACTIVE)
    cor_call_set_held (self->call, self->consult.state == COR_CONSULT_NONE &&
                                     g_str_equal (exten->status, "onhold"));
}

CorCallEnd
cor_desk_call_end_from_cause (const char *cause)
{
  static const struct {
    const char *cause;
    CorCallEnd end;
  } ends[] = {
    { "user_busy", COR_CALL_END_BUSY },
    { "no_user_response", COR_CALL_END_NO_ANSWER },
    { "no_answer", COR_CALL_END_NO_ANSWER },
    { "subscriber_absent", COR_CALL_END_NO_ANSWER },
    { "call_rejected", COR_CALL_END_REJECTED },
    { "unallocated", COR_CALL_END_NOT_FOUND },
    { "unallocated_number", COR_CALL_END_NOT_FOUND },
    { "number_changed", COR_CALL_END_NOT_FOUND },
    { "invalid_number_format", COR_CALL_END_NOT_FOUND },
    { "answered_elsewhere", COR_CALL_END_ELSEWHERE },
    { "normal_clearing", COR_CALL_END_REMOTE },
    { "normal", COR_CALL_END_REMOTE },
    { "not_defined", COR_CALL_END_REMOTE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_strcmp0 (cause, ends[i].cause) == 0)
      return ends[i].end;
  return cause == NULL ? COR_CALL_END_REMOTE : COR_CALL_END_FAILED;
}

void
cor_desk_call_end (CorDeskCall *self)
{
  CorCallState state = cor_call_get_state (self->call);
  CorCallEnd end = cor_desk_call_end_from_cause (self->cause);

  if (state == COR_CALL_ACTIVE)
    end = COR_CALL_END_REMOTE;
  else if (state == COR_CALL_INCOMING && end != COR_CALL_END_ELSEWHERE)
    end = COR_CALL_END_MISSED;
  if (self->leaving)
    end = state == COR_CALL_INCOMING ? COR_CALL_END_DECLINED : COR_CALL_END_LOCAL;
  cor_call_set_ended (self->call, end,
                      end == COR_CALL_END_FAILED ? _ ("The call did not get through.") : NULL);
}
