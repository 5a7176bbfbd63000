/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody is asked before a call on a desk phone is transferred. The server
 * does it all: the phone keeps its one conversation, whose other end is a
 * channel of the server's own ("Local/203@from-internal-...") while the one
 * that is asked is talked to.
 *
 * The exchange listens for codes meanwhile: *4 changes places, *1 gives up.
 * Who hangs up joins the two. */
#include "config.h"
#include "desk-private.h"
#include "cti-private.h"
#include <string.h>

static gboolean
is_by_local_channel (const char *conversation)
{
  const char *mark = conversation != NULL ? strchr (conversation, '>') : NULL;

  return mark != NULL &&
         (g_str_has_prefix (conversation, "Local/") || g_str_has_prefix (mark + 1, "Local/"));
}

static const char *
shown (const char *number, const char *name)
{
  return name != NULL && *name != '\0' ? name : number;
}

static void
show_who (CorDeskCall *self)
{
  const CorConsult *consult = &self->consult;
  gboolean asking = consult->state == COR_CONSULT_ASKING;

  cor_call_set_number (self->call, asking ? consult->asked_number : consult->number);
  cor_call_set_name (self->call, asking ? consult->asked_name : consult->name);
  if (consult->state == COR_CONSULT_NONE)
    cor_call_set_waiting (self->call, NULL);
  else
    cor_call_set_waiting (self->call, asking ? shown (consult->number, consult->name)
                                             : shown (consult->asked_number, consult->asked_name));
}

void
cor_desk_call_clear_consult (CorDeskCall *self)
{
  g_clear_pointer (&self->consult.number, g_free);
  g_clear_pointer (&self->consult.name, g_free);
  g_clear_pointer (&self->consult.asked_number, g_free);
  g_clear_pointer (&self->consult.asked_name, g_free);
  self->consult.state = self->consult.wished = COR_CONSULT_NONE;
}

static void
enter (CorDeskCall *self, CorConsultState state)
{
  g_debug ("desk: call %u: consultation %d", cor_call_get_id (self->call), state);
  self->consult.state = self->consult.wished = state;
  show_who (self);
  if (state == COR_CONSULT_NONE)
    cor_desk_call_clear_consult (self);
}

static void
begin (CorDeskCall *self, const CorConversation *conversation)
{
  self->consult.number = g_strdup (cor_call_get_number (self->call));
  self->consult.name = g_strdup (cor_call_get_name (self->call));
  self->consult.asked_number = g_strdup (conversation->number);
  self->consult.asked_name = *conversation->name != '\0' ? g_strdup (conversation->name) : NULL;
  enter (self, COR_CONSULT_ASKING);
}

/* A call that begins by such a channel is none: there, nobody was talked to before. */
void
cor_desk_call_follow_consult (CorDeskCall *self, const CorConversation *conversation)
{
  gboolean local = is_by_local_channel (conversation->id);

  if (self->conversation == NULL || g_str_equal (self->conversation, conversation->id) ||
      cor_call_get_state (self->call) != COR_CALL_ACTIVE)
    return;
  switch (self->consult.state) {
  case COR_CONSULT_NONE:
    if (local && !is_by_local_channel (self->conversation))
      begin (self, conversation);
    break;
  case COR_CONSULT_ASKING:
    if (!local)
      enter (self, self->consult.wished == COR_CONSULT_BACK ? COR_CONSULT_BACK : COR_CONSULT_NONE);
    break;
  case COR_CONSULT_BACK:
  default:
    if (local)
      enter (self, COR_CONSULT_ASKING);
    break;
  }
}

/* There may be no news of it: that the phone has sent it is then all that is known. */
void
cor_desk_call_note_code (CorDeskCall *self)
{
  if (self->consult.state != self->consult.wished)
    enter (self, self->consult.wished);
}

static void
send (CorCti *cti, CorCall *call, const char *code, gboolean back)
{
  CorDeskCall *desk_call = cor_desk_find_call (cti->desk, call);
  CorConsultState state = desk_call != NULL ? desk_call->consult.state : COR_CONSULT_NONE;

  if (state == COR_CONSULT_NONE || !cor_desk_send_code (cti->desk, desk_call, code))
    return;
  if (back)
    desk_call->consult.wished = COR_CONSULT_NONE;
  else
    desk_call->consult.wished = state == COR_CONSULT_ASKING ? COR_CONSULT_BACK : COR_CONSULT_ASKING;
}

void
cor_cti_swap (CorCti *self, CorCall *call)
{
  send (self, call, "*4", FALSE);
}

void
cor_cti_go_back (CorCti *self, CorCall *call)
{
  send (self, call, "*1", TRUE);
}
