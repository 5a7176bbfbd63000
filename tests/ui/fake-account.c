/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a test lets be said of the account. */
#include "config.h"
#include "fake-session.h"
#include "session/accounts.h"
#include "session/administrator.h"
#include "session/organisation.h"

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

/* Two of them; the first one is in use. */
GVariant *
cor_session_dup_accounts (CorSession *self)
{
  return g_variant_ref_sink (
    g_variant_new_parsed ("[('cti.example.org', 'anna.rossi', true), ('voice.example.com', "
                          "'a.rossi', false)]"));
}

gboolean
cor_session_use_account (CorSession *self, const char *host, const char *user, GError **error)
{
  g_autofree char *text = g_strdup_printf ("use-account %s %s", host, user);

  fake_session_say (self, text);
  return TRUE;
}

gboolean
cor_session_forget_account (CorSession *self, const char *host, const char *user, GError **error)
{
  g_autofree char *text = g_strdup_printf ("forget-account %s %s", host, user);

  fake_session_say (self, text);
  return TRUE;
}

gboolean
cor_session_add_account (CorSession *self, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "End your calls.");
  return FALSE;
}

#define LOCKED_HOST "fake-locked-host"

void
fake_session_lock_host (CorSession *self, const char *host)
{
  g_object_set_data_full (G_OBJECT (self), LOCKED_HOST, g_strdup (host), g_free);
}

const char *
cor_session_get_organisation_host (CorSession *self, gboolean *ret_locked)
{
  const char *host = g_object_get_data (G_OBJECT (self), LOCKED_HOST);

  *ret_locked = host != NULL;
  return host;
}
