/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is asked of the gateway, as JSON. */
#include "config.h"
#include "request.h"
#include "headers.h"
#include <string.h>

#define SIP_PORT 5060

static const char *const names[] = {
  [COR_ASK_NOTHING] = "",
  [COR_ASK_CREATE] = "create",
  [COR_ASK_KEEPALIVE] = "keepalive",
  [COR_ASK_DESTROY] = "destroy",
  [COR_ASK_ATTACH] = "attach",
  [COR_ASK_DETACH] = "detach",
  [COR_ASK_REGISTER] = "register",
  [COR_ASK_HELPER] = "helper",
  [COR_ASK_UNREGISTER] = "unregister",
  [COR_ASK_CALL] = "call",
  [COR_ASK_ACCEPT] = "accept",
  [COR_ASK_DECLINE] = "decline",
  [COR_ASK_HANGUP] = "hangup",
  [COR_ASK_HOLD] = "hold",
  [COR_ASK_UNHOLD] = "unhold",
  [COR_ASK_UPDATE] = "update",
  [COR_ASK_TRANSFER] = "transfer",
  [COR_ASK_WAKE] = "wake",
  [COR_ASK_AGAIN] = "again",
};

char *
cor_ask_to_transaction (CorAsk ask, guint serial)
{
  return g_strdup_printf ("%s-%u", names[ask], serial);
}

CorAsk
cor_ask_from_transaction (const char *transaction)
{
  const char *dash = transaction != NULL ? strchr (transaction, '-') : NULL;
  gsize length = dash != NULL ? (gsize)(dash - transaction) : 0;

  for (guint i = COR_ASK_CREATE; length > 0 && i < G_N_ELEMENTS (names); i++) {
    if (strlen (names[i]) == length && strncmp (names[i], transaction, length) == 0)
      return (CorAsk)i;
  }
  return COR_ASK_NOTHING;
}

JsonObject *
cor_request_plain (CorAsk ask)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "janus", names[ask]);
  return object;
}

JsonObject *
cor_request_attach (void)
{
  JsonObject *object = cor_request_plain (COR_ASK_ATTACH);

  json_object_set_string_member (object, "plugin", "janus.plugin.sip");
  return object;
}

JsonObject *
cor_request_message (JsonObject *body, const char *type, const char *sdp)
{
  JsonObject *object = json_object_new ();
  JsonObject *jsep;

  json_object_set_string_member (object, "janus", "message");
  json_object_set_object_member (object, "body", body);
  if (sdp == NULL)
    return object;
  jsep = json_object_new ();
  json_object_set_string_member (jsep, "type", type);
  json_object_set_string_member (jsep, "sdp", sdp);
  json_object_set_boolean_member (jsep, "trickle", FALSE);
  json_object_set_object_member (object, "jsep", jsep);
  return object;
}

JsonObject *
cor_body_plain (CorAsk ask)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "request", names[ask]);
  return body;
}

static void
set_user (JsonObject *body, const CorGatewayAccount *account)
{
  g_autofree char *user = cor_request_uri (account, account->user);

  json_object_set_string_member (body, "username", user);
  json_object_set_array_member (body, "incoming_header_prefixes", cor_headers_wanted ());
}

JsonObject *
cor_body_register (const CorGatewayAccount *account, gboolean again)
{
  JsonObject *body = cor_body_plain (COR_ASK_REGISTER);
  g_autofree char *proxy =
    g_strdup_printf ("sip:%s:%u", account->domain, account->port != 0 ? account->port : SIP_PORT);

  set_user (body, account);
  json_object_set_string_member (body, "authuser", account->user);
  if (account->display_name != NULL)
    json_object_set_string_member (body, "display_name", account->display_name);
  if (account->password != NULL)
    json_object_set_string_member (body, "secret", account->password);
  json_object_set_string_member (body, "proxy", proxy);
  json_object_set_string_member (body, "outbound_proxy", proxy);
  json_object_set_boolean_member (body, "sips", FALSE);
  json_object_set_boolean_member (body, "refresh", again);
  return body;
}

JsonObject *
cor_body_helper (const CorGatewayAccount *account, guint64 master_id)
{
  JsonObject *body = cor_body_plain (COR_ASK_REGISTER);

  set_user (body, account);
  json_object_set_string_member (body, "type", "helper");
  json_object_set_int_member (body, "master_id", (gint64)master_id);
  return body;
}

JsonObject *
cor_body_call (const char *uri, guint referral)
{
  JsonObject *body = cor_body_plain (COR_ASK_CALL);

  json_object_set_string_member (body, "uri", uri);
  if (referral != 0)
    json_object_set_int_member (body, "refer_id", referral);
  json_object_set_boolean_member (body, "autoaccept_reinvites", FALSE);
  return body;
}

JsonObject *
cor_body_accept (void)
{
  JsonObject *body = cor_body_plain (COR_ASK_ACCEPT);

  json_object_set_boolean_member (body, "autoaccept_reinvites", FALSE);
  return body;
}

JsonObject *
cor_body_decline (guint code)
{
  JsonObject *body = cor_body_plain (COR_ASK_DECLINE);

  json_object_set_int_member (body, "code", code);
  return body;
}

JsonObject *
cor_body_decline_transfer (guint64 refer_id, guint code)
{
  JsonObject *body = cor_body_decline (code);

  json_object_set_int_member (body, "refer_id", (gint64)refer_id);
  return body;
}

JsonObject *
cor_body_hold (void)
{
  JsonObject *body = cor_body_plain (COR_ASK_HOLD);

  json_object_set_string_member (body, "direction", "sendonly");
  return body;
}

JsonObject *
cor_body_transfer (const char *uri, const char *replace)
{
  JsonObject *body = cor_body_plain (COR_ASK_TRANSFER);

  json_object_set_string_member (body, "uri", uri);
  if (replace != NULL)
    json_object_set_string_member (body, "replace", replace);
  return body;
}

char *
cor_request_uri (const CorGatewayAccount *account, const char *number)
{
  g_autofree char *user = g_uri_escape_string (number, "+*", FALSE);

  return g_strdup_printf ("sip:%s@%s", user, account->domain);
}
