/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account as the user gave it, made fit for the stack. */
#include "config.h"
#include "account.h"
#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_EXPIRES 120
#define FIELD_MAX 256

static const char *const transport_names
  [] = { [COR_TRANSPORT_UDP] = "udp", [COR_TRANSPORT_TCP] = "tcp", [COR_TRANSPORT_TLS] = "tls" };

static gboolean
consists_of (const char *text, const char *marks)
{
  if (text == NULL || *text == '\0' || strlen (text) > FIELD_MAX)
    return FALSE;
  for (; *text != '\0'; text++) {
    if (!g_ascii_isalnum (*text) && strchr (marks, *text) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* Free text that is sent within quotes or hashed: no control characters. */
static gboolean
is_plain (const char *text)
{
  if (text == NULL)
    return TRUE;
  if (strlen (text) > FIELD_MAX || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; *text != '\0'; text++) {
    if (g_ascii_iscntrl (*text))
      return FALSE;
  }
  return TRUE;
}

static gboolean
complain (GError **error, const char *field)
{
  g_set_error (error, COR_PHONE_ERROR, COR_PHONE_ERROR_ACCOUNT,
               _ ("The account's %s can't be used as it is: check it for typing errors."), field);
  return FALSE;
}

static gboolean
check (const CorSipAccount *account, GError **error)
{
  if (!consists_of (account->user, "-_.!~*'()&=+$,/"))
    return complain (error, _ ("user"));
  if (!consists_of (account->domain, "-.:[]"))
    return complain (error, _ ("domain"));
  if (account->proxy != NULL && !consists_of (account->proxy, "-.:[]"))
    return complain (error, _ ("server"));
  if (!is_plain (account->auth_user) ||
      (account->auth_user && strpbrk (account->auth_user, "\"\\")))
    return complain (error, _ ("user for signing in"));
  if (!is_plain (account->password))
    return complain (error, _ ("password"));
  if (!is_plain (account->display_name))
    return complain (error, _ ("display name"));
  return TRUE;
}

/* Quotes and backslashes would end the quoted string it is sent in. */
static char *
clean_name (const char *name)
{
  if (name == NULL || *name == '\0')
    return NULL;
  return g_strdelimit (g_strdup (name), "\"\\<>", '\'');
}

CorLineSetup *
cor_account_to_setup (const CorSipAccount *account, guint16 *ret_port, GError **error)
{
  g_autoptr (GSocketConnectable) server = NULL;
  const char *proxy = account->proxy != NULL ? account->proxy : account->domain;
  CorLineSetup *setup;
  const char *host;

  if (!check (account, error))
    return NULL;
  server = g_network_address_parse (proxy, 0, NULL);
  if (server == NULL) {
    complain (error, _ ("server"));
    return NULL;
  }
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (server));
  *ret_port = g_network_address_get_port (G_NETWORK_ADDRESS (server));
  setup = g_new0 (CorLineSetup, 1);
  setup->aor = g_strdup_printf ("<sip:%s@%s>;regint=%u;sip_autoanswer=no;call_transfer=yes;mwi=no",
                                account->user, account->domain,
                                account->expires != 0 ? account->expires : DEFAULT_EXPIRES);
  setup->outbound =
    g_strdup_printf ("sip:%s;transport=%s", proxy, transport_names[account->transport]);
  setup->host = g_strdup (host);
  setup->transport = account->transport;
  setup->srtp = account->srtp;
  setup->auth_user = g_strdup (account->auth_user ? account->auth_user : account->user);
  setup->password = g_strdup (account->password);
  setup->display_name = clean_name (account->display_name);
  return setup;
}

char *
cor_account_to_uri (const char *domain, const char *number)
{
  g_autofree char *user = g_uri_escape_string (number, "+*", FALSE);

  return g_strdup_printf ("sip:%s@%s", user, domain);
}
