/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes JSON text straight into a string. */
#include "json-out.h"
#include <string.h>

static void
quote (GString *out, const char *text)
{
  const char *start = text;
  g_string_append_c (out, '"');
  for (; *text; text++) {
    guchar c = *text;
    if (c != '"' && c != '\\' && c >= 0x20)
      continue;
    g_string_append_len (out, start, text - start);
    if (c < 0x20)
      g_string_append_printf (out, "\\u%04x", c);
    else
      g_string_append_printf (out, "\\%c", c);
    start = text + 1;
  }
  g_string_append_len (out, start, text - start);
  g_string_append_c (out, '"');
}

static void
begin (GString *out, const char *key)
{
  if (out->len && !strchr ("{[:,", out->str[out->len - 1]))
    g_string_append_c (out, ',');
  if (key) {
    quote (out, key);
    g_string_append_c (out, ':');
  }
}

void
cor_json_open (GString *out, const char *key, char bracket)
{
  begin (out, key);
  g_string_append_c (out, bracket);
}

void
cor_json_close (GString *out, char bracket)
{
  g_string_append_c (out, bracket);
}

void
cor_json_string (GString *out, const char *key, const char *value)
{
  begin (out, key);
  if (value)
    quote (out, value);
  else
    g_string_append (out, "null");
}

void
cor_json_int (GString *out, const char *key, gint64 value)
{
  begin (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

void
cor_json_double (GString *out, const char *key, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  begin (out, key);
  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.2f", value));
}

void
cor_json_bool (GString *out, const char *key, gboolean value)
{
  begin (out, key);
  g_string_append (out, value ? "true" : "false");
}

void
cor_json_raw (GString *out, const char *key, const char *json)
{
  begin (out, key);
  g_string_append (out, json);
}
