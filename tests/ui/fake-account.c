/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a test lets be said of the account. */
#include "config.h"
#include "fake-session.h"
#include "session/administrator.h"

#define TO_ASK "fake-to-ask"

void
fake_session_set_to_ask (CorSession *self, const char *message)
{
  g_object_set_data_full (G_OBJECT (self), TO_ASK, g_strdup (message), g_free);
}

char *
cor_session_dup_request_to_administrator (CorSession *self)
{
  return g_strdup (g_object_get_data (G_OBJECT (self), TO_ASK));
}
