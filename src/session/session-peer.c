/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the other side of a call asks for: to call somebody else. It is a
 * stranger's word. The user is asked each time, with what such a number may
 * cost, and nothing is called without them. */
#include "config.h"
#include "session-private.h"
#include "model/call-hints.h"
#include <glib/gi18n-lib.h>

void
cor_session_note_redirect (CorSession *self, CorCall *ended)
{
  const char *number = cor_call_get_hints (ended)->redirect;
  g_autoptr (CorDialRequest) request = NULL;
  g_autoptr (CorNumber) parsed =
    number != NULL ? cor_number_parse (number, COR_NUMBER_FROM_SERVER, NULL) : NULL;
  g_autofree char *why = NULL;

  if (parsed == NULL)
    return;
  /* Translators: both are a number or name. */
  why = g_strdup_printf (_ ("%s is forwarded to %s. Call that?"), cor_call_get_shown (ended),
                         parsed->canonical);
  request = cor_dial_request_new (number, COR_ORIGIN_PEER, NULL, NULL);
  self->peer_asks = why;
  cor_session_dial (self, request);
  self->peer_asks = NULL;
}
