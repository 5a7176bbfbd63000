/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's failures mean to the user. */
#include "config.h"
#include "errors.h"
#include "net/json.h"
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (cor - cti - error - quark, cor_cti_error)

/* What an `error` header or a JSON message may take of a text for the user. */
#define MAX_REASON 200

static GError *
make (CorCtiError code, const char *message)
{
  return g_error_new_literal (COR_CTI_ERROR, code, message);
}

/* The middleware's JSON error, or NULL: the backend's errors are empty, a proxy's are HTML. */
static JsonObject *
error_object (const CorHttpResponse *response)
{
  gsize len;
  const char *text = g_bytes_get_data (response->body, &len);

  return len > 0 && len < 64 * 1024 ? cor_json_parse_object (text, len, NULL) : NULL;
}

static char *
dup_reason (const CorHttpResponse *response)
{
  g_autoptr (JsonObject) object = error_object (response);
  const char *header = cor_http_response_get_header (response, "error");
  const char *message = cor_json_get_string (object, "message", MAX_REASON);

  if (header != NULL && strlen (header) <= MAX_REASON)
    return g_strdup (header);
  if (message != NULL)
    return g_strdup (message);
  return g_strdup_printf ("HTTP %u", response->status);
}

static GError *
not_found (const CorErrorContext *context)
{
  g_autofree char *text = NULL;

  if (context->sign_in)
    text = g_strdup_printf (_ ("There is no NethVoice CTI on %s. Check the server's name: it is "
                               "the one of the web CTI."),
                            context->host);
  else
    text = g_strdup_printf (_ ("%s does not offer this. Ask your administrator."), context->host);
  return make (COR_CTI_ERROR_NOT_FOUND, text);
}

/* Neither empty nor JSON: a page of something else that guards the host. */
static gboolean
is_foreign (const CorHttpResponse *response)
{
  g_autoptr (JsonObject) object = error_object (response);

  return object == NULL && g_bytes_get_size (response->body) > 0;
}

static GError *
unauthorized (const CorErrorContext *context, const CorHttpResponse *response)
{
  g_autofree char *text = NULL;

  if (context->sign_in && is_foreign (response))
    return not_found (context);
  if (context->sign_in)
    return make (COR_CTI_ERROR_CREDENTIALS,
                 _ ("Wrong user name or password. Use the ones of the web CTI."));
  /* An empty 401 is the backend's behind the middleware: the token is good, but another sign-in
   * of the user has replaced what stands behind it. Signing in again mends both. */
  if (g_bytes_get_size (response->body) == 0)
    text = g_strdup_printf (_ ("Another sign-in has replaced this one on %s. Sign in again."),
                            context->host);
  else
    text = g_strdup_printf (_ ("The sign-in on %s has expired. Sign in again."), context->host);
  return make (COR_CTI_ERROR_EXPIRED, text);
}

/* The middleware says 403 with its own challenge for a token that it no longer lists, or that
 * waits for the second factor; a 403 without is about a permission. */
static GError *
forbidden (const CorErrorContext *context, const CorHttpResponse *response)
{
  const char *challenge = cor_http_response_get_header (response, "www-authenticate");
  g_autofree char *text = NULL;

  if (context->otp_pending)
    return make (COR_CTI_ERROR_OTP, _ ("Enter the code of your authenticator app."));
  if (challenge != NULL && g_str_has_prefix (challenge, "Bearer")) {
    text =
      g_strdup_printf (_ ("The sign-in on %s is no longer known. Sign in again."), context->host);
    return make (COR_CTI_ERROR_EXPIRED, text);
  }
  text = g_strdup_printf (_ ("Your profile on %s does not permit this. Ask your administrator."),
                          context->host);
  return make (COR_CTI_ERROR_FORBIDDEN, text);
}

static GError *
server_failed (const CorErrorContext *context, const CorHttpResponse *response)
{
  g_autofree char *reason = dup_reason (response);
  g_autofree char *text = NULL;

  text = g_strdup_printf (_ ("%s could not do it: %s. Try later, or tell your administrator."),
                          context->host, reason);
  return make (COR_CTI_ERROR_SERVER, text);
}

GError *
cor_error_from_response (const CorErrorContext *context, const CorHttpResponse *response)
{
  g_autofree char *text = NULL;

  if (response->status >= 200 && response->status < 300)
    return NULL;
  switch (response->status) {
  case 401:
    return unauthorized (context, response);
  case 403:
    return forbidden (context, response);
  case 404:
  case 301:
  case 302:
  case 307:
  case 308:
    return not_found (context);
  case 429:
    text = g_strdup_printf (_ ("%s asks for fewer requests. Wait some seconds and try again."),
                            context->host);
    return make (COR_CTI_ERROR_BUSY, text);
  default:
    return server_failed (context, response);
  }
}

GError *
cor_error_from_net (GError *error)
{
  CorCtiError code = COR_CTI_ERROR_NETWORK;

  if (error->domain != COR_NET_ERROR)
    return error;
  if (error->code == COR_NET_ERROR_HOST)
    code = COR_CTI_ERROR_HOST;
  else if (error->code == COR_NET_ERROR_TLS)
    code = COR_CTI_ERROR_TLS;
  else if (error->code == COR_NET_ERROR_TOO_BIG || error->code == COR_NET_ERROR_DATA)
    code = COR_CTI_ERROR_BAD_DATA;
  error->domain = COR_CTI_ERROR;
  error->code = (int)code;
  return error;
}

GError *
cor_error_bad_data (const char *host)
{
  return cor_error_from_net (cor_net_error_new (COR_NET_ERROR_DATA, host));
}
