/* SPDX-License-Identifier: GPL-3.0-or-later
 * Not to be disturbed: switched on and off from wherever, with a way back to
 * what was chosen before. */
#include "config.h"
#include "session-around.h"
#include "session-presence.h"

gboolean
cor_session_may_dnd (CorSession *self)
{
  return self->profile != NULL && self->cti != NULL && self->profile->dnd;
}

gboolean
cor_session_is_dnd (CorSession *self)
{
  return self->profile != NULL && self->profile->chosen[COR_CTI_ALWAYS] == COR_PRESENCE_DND;
}

void
cor_session_begin_dnd (CorSession *self)
{
  CorAround *around = self->around;

  if (!cor_session_may_dnd (self) || cor_session_is_dnd (self))
    return;
  g_free (around->before_to);
  around->before = self->profile->chosen[COR_CTI_ALWAYS];
  around->before_to = g_strdup (self->profile->forward_to[COR_CTI_ALWAYS]);
  around->dnd_ours = TRUE;
  cor_session_choose_presence_async (self, COR_CTI_ALWAYS, COR_PRESENCE_DND, NULL, NULL, NULL);
}

/* Whoever wasn't disturbed because of somebody else's choice is back for everybody. */
void
cor_session_end_dnd (CorSession *self)
{
  CorAround *around = self->around;
  CorPresence before = around->dnd_ours ? around->before : COR_PRESENCE_ONLINE;

  if (!cor_session_is_dnd (self))
    return;
  if (before < COR_PRESENCE_VOICEMAIL)
    before = COR_PRESENCE_ONLINE;
  around->dnd_ours = FALSE;
  cor_session_choose_presence_async (self, COR_CTI_ALWAYS, before, around->before_to, NULL, NULL);
}

static void
toggle (CorSession *self)
{
  if (cor_session_is_dnd (self))
    cor_session_end_dnd (self);
  else
    cor_session_begin_dnd (self);
}

/* A launcher's menu may have started the program for this: the account comes a moment later, or
 * is asked for. */
static void
on_activated (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  CorSession *self = session;

  if (self->profile != NULL)
    toggle (self);
  else if (self->state == COR_SESSION_SIGNING_IN || self->cti != NULL)
    self->around->dnd_pending = !self->around->dnd_pending;
  else
    cor_session_emit_raise (self, NULL);
}

void
cor_session_add_dnd_action (CorSession *self)
{
  g_autoptr (GSimpleAction) action =
    g_simple_action_new_stateful ("do-not-disturb", NULL, g_variant_new_boolean (FALSE));

  g_signal_connect (action, "activate", G_CALLBACK (on_activated), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

/* Somebody has chosen otherwise since, here or anywhere. */
static void
note_choice (CorSession *self)
{
  CorAround *around = self->around;
  gboolean dnd = cor_session_is_dnd (self);

  if (around->was_dnd && !dnd)
    around->dnd_ours = FALSE;
  around->was_dnd = dnd;
}

/* Enabled before the account is known, too, for the launcher's sake. */
void
cor_session_update_dnd_action (CorSession *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "do-not-disturb");
  CorAround *around = self->around;

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               self->profile == NULL || cor_session_may_dnd (self));
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (cor_session_is_dnd (self)));
  note_choice (self);
  if (self->state == COR_SESSION_SIGNED_OUT)
    around->dnd_pending = FALSE;
  if (around->dnd_pending && self->profile != NULL) {
    around->dnd_pending = FALSE;
    toggle (self);
  }
}
