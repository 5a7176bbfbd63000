/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sign-in, second factor and tokens, of both generations. */
#include "json-out.h"
#include "rest.h"
#include <string.h>

#define OTP "123456"
#define OTP_KEY "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

static char *
iso_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/* {"code","data","message"}; data is JSON. */
static void
reply_data (CorRequest *request, guint status, const char *data, const char *message)
{
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "code", status);
  cor_json_raw (json, "data", data);
  cor_json_string (json, "message", message);
  cor_json_close (json, '}');
  cor_reply_json (request, status, json);
}

static void
refuse_login (CorRequest *request, const char *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "WWW-Authenticate", "Bearer realm=\"nethcti\"");
  reply_data (request, 401, "null", message);
}

static void
on_login (CorRequest *request)
{
  const char *user = cor_request_string (request, "username");
  const char *password = cor_request_string (request, "password");
  if (!user || !password || !*user || !*password) {
    refuse_login (request, "missing Username or Password");
    return;
  }
  CorSession *session = cor_sessions_sign_in (request->demo->sessions, user, password);
  if (!session) {
    refuse_login (request, "incorrect Username or Password");
    return;
  }
  GString *json = g_string_new (NULL);
  g_autofree char *expire = iso_time (session->expires);
  cor_json_open (json, NULL, '{');
  cor_json_int (json, "code", 200);
  cor_json_string (json, "expire", expire);
  cor_json_string (json, "token", session->token);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_logout (CorRequest *request)
{
  cor_sessions_drop (request->demo->sessions, request->session);
  cor_reply_text (request, 200, "{\"code\":200}");
}

/* --- second factor --- */

static gboolean
take_otp (CorPerson *person, const char *otp)
{
  guint index;
  if (g_str_equal (otp, OTP))
    return TRUE;
  if (!g_ptr_array_find_with_equal_func (person->recovery, otp, g_str_equal, &index))
    return FALSE;
  g_ptr_array_remove_index (person->recovery, index);
  return TRUE;
}

static void
on_otp_status (CorRequest *request)
{
  cor_reply_text (request, 200, request->person->otp ? "{\"status\":true}" : "{\"status\":false}");
}

static void
on_otp_verify (CorRequest *request)
{
  const char *user = cor_request_string (request, "username");
  const char *otp = cor_request_string (request, "otp");
  CorPerson *person = request->person;
  if (!user || !otp || !g_str_equal (user, person->username)) {
    reply_data (request, 400, "null", "request fields malformed");
    return;
  }
  if (!person->otp_secret) {
    reply_data (request, 404, "null", "user secret not found");
    return;
  }
  if (!take_otp (person, otp)) {
    reply_data (request, 400, "null", "invalid_otp");
    return;
  }
  CorSessions *sessions = request->demo->sessions;
  gboolean enabling = !person->otp;
  CorSession *before = request->session;
  person->otp = TRUE;
  CorSession *session = cor_sessions_issue (sessions, person, NULL, TRUE);
  if (enabling)
    cor_sessions_drop_all (sessions, person, session);
  else
    cor_sessions_drop (sessions, before);
  g_autofree char *expire = iso_time (session->expires);
  g_autoptr (GString) data = g_string_new (NULL);
  cor_json_open (data, NULL, '{');
  cor_json_string (data, "expire", expire);
  cor_json_string (data, "token", session->token);
  cor_json_close (data, '}');
  reply_data (request, 200, data->str, "OTP verified");
}

static void
on_otp_qr (CorRequest *request)
{
  g_autofree char *url =
    g_strdup_printf ("otpauth://totp/NethVoice:%s?algorithm=SHA1&digits=6&period=30&secret=%s",
                     request->person->username, OTP_KEY);
  g_autoptr (GString) data = g_string_new (NULL);
  request->person->otp_secret = TRUE;
  cor_json_open (data, NULL, '{');
  cor_json_string (data, "key", OTP_KEY);
  cor_json_string (data, "url", url);
  cor_json_close (data, '}');
  reply_data (request, 200, data->str, "QR code string");
}

static void
on_otp_recovery (CorRequest *request)
{
  GPtrArray *codes = request->person->recovery;
  GString *json = g_string_new (NULL);
  g_ptr_array_set_size (codes, 0);
  cor_json_open (json, NULL, '{');
  cor_json_open (json, "codes", '[');
  for (guint i = 0; i < 5; i++) {
    char *code = g_strdup_printf ("%06d", g_random_int_range (0, 1000000));
    g_ptr_array_add (codes, code);
    cor_json_string (json, NULL, code);
  }
  cor_json_close (json, ']');
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_otp_disable (CorRequest *request)
{
  const char *password = cor_request_string (request, "password");
  if (!password)
    reply_data (request, 400, "\"\"", "password is required to disable 2FA");
  else if (!g_str_equal (password, request->person->password))
    reply_data (request, 401, "\"\"", "invalid password");
  else {
    request->person->otp = request->person->otp_secret = FALSE;
    cor_sessions_drop_all (request->demo->sessions, request->person, NULL);
    reply_data (request, 200, "{\"must_relogin\":true}",
                "2FA revocate successfully - all sessions invalidated, please login again");
  }
}

/* --- integration tokens --- */

static gboolean
is_audience (const char *audience)
{
  return g_str_equal (audience, "phone-island") || g_str_equal (audience, "nethlink") ||
         g_str_equal (audience, "mobile-app");
}

static void
drop_audience (CorRequest *request, const char *audience)
{
  CorSession *old = cor_sessions_find_audience (request->demo->sessions, request->person, audience);
  if (old)
    cor_sessions_drop (request->demo->sessions, old);
}

static void
make_lasting (CorRequest *request, const char *audience)
{
  gboolean verified = request->session->verified;
  drop_audience (request, audience);
  CorSession *session =
    cor_sessions_issue (request->demo->sessions, request->person, audience, verified);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "token", session->token);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
tell_lasting (CorRequest *request, const char *audience)
{
  gboolean exists =
    cor_sessions_find_audience (request->demo->sessions, request->person, audience) != NULL;
  cor_reply_text (request, 200, exists ? "{\"exists\":true}" : "{\"exists\":false}");
}

static void
on_token (CorRequest *request)
{
  const char *audience = request->args[0], *method;
  if (!is_audience (audience)) {
    cor_reply_refused (request, 400, "invalid audience");
    return;
  }
  method = soup_server_message_get_method (request->message);
  if (g_str_equal (method, "POST"))
    make_lasting (request, audience);
  else if (g_str_equal (method, "GET"))
    tell_lasting (request, audience);
  else {
    drop_audience (request, audience);
    cor_reply_empty (request, 204, NULL);
  }
}

static const char *
audience_of (const char *subtype)
{
  return g_strcmp0 (subtype, "nethlink") == 0 ? "nethlink" : "phone-island";
}

static void
on_island_login (CorRequest *request)
{
  make_lasting (request, audience_of (cor_request_string (request, "subtype")));
}

static void
on_island_check (CorRequest *request)
{
  tell_lasting (request, audience_of (request->args[0]));
}

static void
on_island_remove (CorRequest *request)
{
  drop_audience (request, audience_of (cor_request_string (request, "subtype")));
  cor_reply_empty (request, 204, NULL);
}

/* --- the older server --- */

static void
on_legacy_login (CorRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  const char *user = cor_request_string (request, "username");
  const char *password = cor_request_string (request, "password");
  g_autofree char *nonce =
    user && password ? cor_sessions_legacy_sign_in (request->demo->sessions, user, password) : NULL;
  if (nonce) {
    /* A good password is answered 401 too. */
    g_autofree char *digest = g_strdup_printf ("Digest %s", nonce);
    soup_message_headers_replace (headers, "WWW-Authenticate", digest);
  } else if (user && !cor_people_find (request->demo->people, user)) {
    g_autofree char *clean = g_str_to_ascii (user, "C");
    g_strcanon (clean, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-", '_');
    g_autofree char *text = g_strdup_printf ("user %.64s is not configured", clean);
    soup_message_headers_replace (headers, "message", text);
    soup_message_headers_replace (headers, "code", "1");
  }
  cor_reply_empty (request, 401, NULL);
}

static void
on_legacy_logout (CorRequest *request)
{
  cor_sessions_legacy_sign_out (
    request->demo->sessions,
    soup_message_headers_get_one (soup_server_message_get_request_headers (request->message),
                                  "Authorization"));
  cor_reply_empty (request, 200, NULL);
}

static void
on_legacy_lasting (CorRequest *request)
{
  CorPerson *person = request->person;
  g_autofree char *token =
    cor_sessions_legacy_lasting (request->demo->sessions, person->username, person);
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "token", token);
  cor_json_string (json, "username", person->username);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_legacy_lasting_check (CorRequest *request)
{
  cor_reply_text (request, 200, "{\"exists\":true}");
}

static void
on_legacy_lasting_remove (CorRequest *request)
{
  cor_reply_text (request, 200, "{}");
}

#define NATIVE COR_ROUTE_NATIVE | COR_ROUTE_ONLY_API
#define WEBREST COR_ROUTE_ONLY_WEBREST
const CorRoute cor_routes_signin[] = {
  { "POST", "/login", on_login, NATIVE | COR_ROUTE_OPEN },
  { "POST", "/logout", on_logout, NATIVE | COR_ROUTE_UNVERIFIED },
  { "GET", "/2fa/status", on_otp_status, NATIVE },
  { "POST", "/2fa/verify-otp", on_otp_verify, NATIVE | COR_ROUTE_UNVERIFIED },
  { "GET", "/2fa/qr-code", on_otp_qr, NATIVE },
  { "POST", "/2fa/recovery-codes", on_otp_recovery, NATIVE },
  { "POST", "/2fa/disable", on_otp_disable, NATIVE },
  { "POST", "/tokens/persistent/:audience", on_token, NATIVE },
  { "GET", "/tokens/persistent/:audience", on_token, NATIVE },
  { "DELETE", "/tokens/persistent/:audience", on_token, NATIVE },
  { "POST", "/authentication/phone_island_token_login", on_island_login, NATIVE },
  { "GET", "/authentication/phone_island_token_check/:subtype", on_island_check, NATIVE },
  { "POST", "/authentication/persistent_token_remove", on_island_remove, NATIVE },
  { "POST", "/authentication/login", on_legacy_login, WEBREST | COR_ROUTE_OPEN },
  { "POST", "/authentication/logout", on_legacy_logout, WEBREST },
  { "POST", "/authentication/phone_island_token_login", on_legacy_lasting, WEBREST },
  { "POST", "/authentication/persistent_token_login", on_legacy_lasting, WEBREST },
  { "GET", "/authentication/phone_island_token_check/:subtype?", on_legacy_lasting_check, WEBREST },
  { "POST", "/authentication/persistent_token_remove", on_legacy_lasting_remove, WEBREST },
  { NULL }
};
