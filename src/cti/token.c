/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server's token says of itself.
 *
 * Its signature is the server's to check: the claims only decide whether to
 * ask the user for the second factor, which the server enforces anyway. */
#include "config.h"
#include "token.h"
#include "cti-private.h"
#include <string.h>

gboolean
cor_token_is_plausible (const char *token)
{
  guint dots = 0;

  if (token == NULL || *token == '\0' || strlen (token) > COR_CTI_MAX_TOKEN)
    return FALSE;
  for (const char *c = token; *c != '\0'; c++) {
    if (*c == '.')
      dots++;
    else if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_' && *c != '=')
      return FALSE;
  }
  return dots == 2;
}

static JsonObject *
parse_claims (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autoptr (GString) base64 = NULL;
  g_autofree guchar *text = NULL;
  gsize len;

  if (g_strv_length (parts) != 3)
    return NULL;
  base64 = g_string_new (g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/'));
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  text = g_base64_decode (base64->str, &len);
  return cor_json_parse_object ((const char *)text, len, NULL);
}

gboolean
cor_token_awaits_otp (const char *token)
{
  g_autoptr (JsonObject) claims = parse_claims (token);

  return cor_json_get_bool (claims, "2fa") && !cor_json_get_bool (claims, "otp_verified");
}

gboolean
cor_token_has_otp (const char *token)
{
  g_autoptr (JsonObject) claims = parse_claims (token);

  return cor_json_get_bool (claims, "2fa");
}

gint64
cor_token_get_expiry (const char *token)
{
  g_autoptr (JsonObject) claims = parse_claims (token);

  return cor_json_get_int (claims, "exp", 0);
}

gint64
cor_token_get_begin (const char *token)
{
  g_autoptr (JsonObject) claims = parse_claims (token);

  return cor_json_get_int (claims, "iat", 0);
}
