/* SPDX-License-Identifier: GPL-3.0-or-later
 * The stack's numbers as words for the user. */
#include "config.h"
#include "codes.h"
#include <errno.h>
#include <glib/gi18n-lib.h>

CorCallEnd
cor_event_to_refusal (const CorEvent *event, const char **ret_text)
{
  if (!event->insecure)
    return cor_sip_code_to_end (event->code, ret_text);
  *ret_text = _ ("The other phone does not encrypt its sound, and your account asks for that.");
  return COR_CALL_END_FAILED;
}

CorCallEnd
cor_event_to_end (const CorEvent *event, const CorLineCall *entry, const char **ret_text)
{
  CorCallState state = entry->answered ? COR_CALL_ACTIVE : cor_call_get_state (entry->call);
  const CorSipEnding ending = { .code = event->code,
                                .elsewhere = event->elsewhere,
                                .transferred = event->on,
                                .lost = event->lost };

  if (event->insecure)
    return cor_event_to_refusal (event, ret_text);
  return cor_sip_ending_to_end (&ending, state, ret_text);
}

char *
cor_code_to_reason (guint code,
                    const char *stack,
                    CorTransport transport,
                    const char *server,
                    const char *user)
{
  char *reason = cor_sip_code_to_reason (code, stack, user);

  if (reason != NULL)
    return reason;
  if (transport == COR_TRANSPORT_TLS && g_strcmp0 (stack, g_strerror (EPROTO)) == 0)
    return g_strdup_printf (
      _ ("The identity of %s can't be verified: its certificate is not trusted, or is for another "
         "name. Trying again."),
      server);
  return g_strdup_printf (_ ("%s does not answer (%s). Trying again."), server, stack);
}
