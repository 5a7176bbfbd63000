/* SPDX-License-Identifier: GPL-3.0-or-later
 * What there is to be heard of all calls together. */
#include "config.h"
#include "scene.h"

void
cor_scene_look (CorScene *self, const CorLineCall *entry)
{
  CorCallState state = cor_call_get_state (entry->call);

  self->live = self->live || state != COR_CALL_INCOMING;
  if (state == COR_CALL_ACTIVE && !cor_call_is_held (entry->call))
    self->talking = TRUE;
  if (state == COR_CALL_RINGING && !entry->early_media)
    self->ringback = TRUE;
  if (state == COR_CALL_DIALING || state == COR_CALL_RINGING ||
      (state == COR_CALL_INCOMING && cor_call_is_answering (entry->call)))
    self->soon = TRUE;
}

CorTone
cor_scene_speaker (const CorScene *self, gboolean ringing)
{
  if (self->ringback)
    return COR_TONE_RINGBACK;
  return ringing && self->talking ? COR_TONE_WAITING : COR_TONE_NONE;
}

CorTone
cor_scene_ringer (const CorScene *self, gboolean ringing)
{
  return ringing && !self->talking ? COR_TONE_RING : COR_TONE_NONE;
}

/* As an exchange would say it: a declined call is a busy one. */
CorTone
cor_scene_end (CorCall *call)
{
  if (cor_call_is_incoming (call))
    return COR_TONE_NONE;
  switch (cor_call_get_end (call)) {
  case COR_CALL_END_BUSY:
  case COR_CALL_END_REJECTED:
    return COR_TONE_BUSY;
  case COR_CALL_END_NO_ANSWER:
  case COR_CALL_END_NOT_FOUND:
    return COR_TONE_NOT_REACHABLE;
  case COR_CALL_END_FAILED:
    return COR_TONE_CONGESTION;
  case COR_CALL_END_NONE:
  case COR_CALL_END_LOCAL:
  case COR_CALL_END_REMOTE:
  case COR_CALL_END_DECLINED:
  case COR_CALL_END_MISSED:
  case COR_CALL_END_ELSEWHERE:
  default:
    return COR_TONE_NONE;
  }
}
