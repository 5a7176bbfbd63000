/* SPDX-License-Identifier: GPL-3.0-or-later
 * The state of a call in words. */
#include "config.h"
#include "call-text.h"
#include "format.h"
#include <glib/gi18n-lib.h>

static const char *
active_text (CorCall *call)
{
  if (cor_call_is_transferring (call))
    return _ ("Transferring…");
  if (cor_call_is_held (call))
    return _ ("On hold");
  if (cor_call_is_held_by_peer (call))
    return _ ("The other side has put you on hold");
  if (cor_call_is_muted (call))
    return _ ("Your microphone is muted");
  return NULL;
}

const char *
cor_call_text_state (CorCall *call)
{
  switch (cor_call_get_state (call)) {
  case COR_CALL_DIALING:
    return cor_call_is_stuck (call) ? _ ("The desk phone does not ring") : _ ("Calling…");
  case COR_CALL_RINGING:
    return _ ("Ringing…");
  case COR_CALL_INCOMING:
    return _ ("Incoming call");
  case COR_CALL_ACTIVE:
    return active_text (call);
  case COR_CALL_ENDED:
  default:
    return cor_call_get_end_text (call) != NULL ? cor_call_get_end_text (call)
                                                : _ ("The call has ended");
  }
}

const char *
cor_call_text_hint (CorCall *call)
{
  switch (cor_call_get_hint (call)) {
  case COR_CALL_HINT_MUTED:
    return _ ("You are muted: nobody hears you");
  case COR_CALL_HINT_SILENT:
    return _ ("Your microphone is silent");
  case COR_CALL_HINT_NOTHING_RECEIVED:
    return _ ("You receive nothing from the other side");
  case COR_CALL_HINT_NONE:
  default:
    return NULL;
  }
}

char *
cor_call_text_time (CorCall *call)
{
  gint64 from = cor_call_get_answered_at (call), to = cor_call_get_ended_at (call);

  if (from == 0)
    return NULL;
  if (to == 0)
    to = g_get_monotonic_time ();
  return cor_format_duration ((to - from) / G_USEC_PER_SEC);
}
