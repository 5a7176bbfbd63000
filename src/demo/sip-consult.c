/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody else is asked in a call whose party waits meanwhile. */
#include "sip-private.h"

static void
talk_to (CorLeg *leg, CorParty *party)
{
  leg->party = party;
  leg->kind = cor_party_kind (party->number);
  party->state = "up";
  cor_media_take_voice (leg);
}

gboolean
cor_leg_consult (CorLeg *leg, const char *number)
{
  if (!leg->up || leg->over || leg->waiting)
    return FALSE;
  leg->waiting = leg->party;
  leg->waiting->state = "held";
  talk_to (leg, cor_sip_thread_party (leg->thread, number));
  return TRUE;
}

void
cor_leg_return (CorLeg *leg)
{
  CorParty *waiting = leg->waiting;
  if (!waiting)
    return;
  leg->waiting = NULL;
  leg->party->state = "idle";
  talk_to (leg, waiting);
  cor_leg_emit (leg, COR_SIP_EVENT_RETURNED, NULL);
}

void
cor_leg_note_digits (CorLeg *leg)
{
  if (leg->waiting && g_str_has_suffix (leg->party->digits->str, "*1"))
    cor_leg_return (leg);
}
