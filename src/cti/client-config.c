/* SPDX-License-Identifier: GPL-3.0-or-later
 * config.production.js, the web client's settings.
 *
 * It is JavaScript: `window.CONFIG = { KEY: 'value', ... }`, where a value may
 * also be an expression over window.location. Plain texts are taken, anything
 * else is skipped up to the next comma. */
#include "config.h"
#include "client-config.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"
#include <string.h>

typedef struct {
  const char *at, *end;
} Scanner;

static gboolean
is_key_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '$';
}

static void
skip_until (Scanner *scanner, const char *mark)
{
  const char *found = g_strstr_len (scanner->at, scanner->end - scanner->at, mark);

  scanner->at = found != NULL ? found + strlen (mark) : scanner->end;
}

static void
skip_blank (Scanner *scanner)
{
  while (scanner->at < scanner->end) {
    gsize left = (gsize)(scanner->end - scanner->at);

    if (g_ascii_isspace (*scanner->at))
      scanner->at++;
    else if (left >= 2 && strncmp (scanner->at, "//", 2) == 0)
      skip_until (scanner, "\n");
    else if (left >= 2 && strncmp (scanner->at, "/*", 2) == 0)
      skip_until (scanner, "*/");
    else
      return;
  }
}

/* At a quote: the text up to its fellow, or NULL at the end of the file. */
static char *
take_string (Scanner *scanner)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char quote = *scanner->at++;

  while (scanner->at < scanner->end && *scanner->at != quote) {
    if (*scanner->at == '\\' && scanner->at + 1 < scanner->end)
      scanner->at++;
    g_string_append_c (text, *scanner->at++);
  }
  if (scanner->at >= scanner->end)
    return NULL;
  scanner->at++;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A plain text and nothing behind it, or NULL. */
static char *
take_value (Scanner *scanner)
{
  g_autofree char *value = NULL;

  skip_blank (scanner);
  if (scanner->at < scanner->end && strchr ("'\"", *scanner->at) != NULL)
    value = take_string (scanner);
  skip_blank (scanner);
  if (scanner->at < scanner->end && *scanner->at != ',' && *scanner->at != '}')
    return NULL;
  return g_steal_pointer (&value);
}

static char *
take_key (Scanner *scanner)
{
  const char *start;

  skip_blank (scanner);
  if (scanner->at < scanner->end && strchr ("'\"", *scanner->at) != NULL)
    return take_string (scanner);
  start = scanner->at;
  while (scanner->at < scanner->end && is_key_char (*scanner->at))
    scanner->at++;
  return g_strndup (start, (gsize)(scanner->at - start));
}

static void
set_text (char **member, char **value)
{
  if (strlen (*value) > COR_CTI_MAX_TEXT || **value == '\0')
    return;
  g_free (*member);
  *member = g_steal_pointer (value);
}

static void
set_member (CorCtiConfig *config, const char *key, char **value)
{
  guint64 port;

  if (g_str_equal (key, "VOICE_ENDPOINT"))
    set_text (&config->voice_endpoint, value);
  else if (g_str_equal (key, "SIP_HOST"))
    set_text (&config->sip_host, value);
  else if (g_str_equal (key, "COMPANY_NAME"))
    set_text (&config->company_name, value);
  else if (g_str_equal (key, "SIP_PORT") &&
           g_ascii_string_to_unsigned (*value, 10, 1, 65535, &port, NULL))
    config->sip_port = (guint)port;
}

CorCtiConfig *
cor_client_config_parse (const char *text, gsize len)
{
  CorCtiConfig *config = g_new0 (CorCtiConfig, 1);
  Scanner scanner = { text, text + len };

  if (!g_utf8_validate (text, (gssize)len, NULL))
    return config;
  skip_until (&scanner, "{");
  while (scanner.at < scanner.end) {
    g_autofree char *key = take_key (&scanner);

    skip_blank (&scanner);
    if (key != NULL && scanner.at < scanner.end && *scanner.at == ':') {
      g_autofree char *value = NULL;

      scanner.at++;
      value = take_value (&scanner);
      if (value != NULL)
        set_member (config, key, &value);
    }
    skip_until (&scanner, ",");
  }
  return config;
}

void
cor_cti_config_free (CorCtiConfig *config)
{
  if (config == NULL)
    return;
  g_free (config->voice_endpoint);
  g_free (config->sip_host);
  g_free (config->company_name);
  g_free (config);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, &error);
  const char *text;
  gsize len;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  text = g_bytes_get_data (body, &len);
  g_task_return_pointer (task, cor_client_config_parse (len > 0 ? text : "", len),
                         (GDestroyNotify)cor_cti_config_free);
}

void
cor_cti_fetch_config_async (CorCti *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET",
                               .path = "/config/config.production.js",
                               .flags = COR_REQUEST_OUTSIDE };

  g_task_set_source_tag (task, cor_cti_fetch_config_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

CorCtiConfig *
cor_cti_fetch_config_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
