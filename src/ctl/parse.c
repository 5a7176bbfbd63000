/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl parse`: what Cornetta reads in a number. */
#include "config.h"
#include "parse.h"
#include "input.h"
#include "json.h"
#include "model/number.h"
#include "show.h"
#include <glib/gi18n-lib.h>

static const char *const kinds[] = {
  [COR_NUMBER_ORDINARY] = "ordinary",
  [COR_NUMBER_EMERGENCY] = "emergency",
  [COR_NUMBER_FEATURE] = "feature",
  [COR_NUMBER_FORWARDING] = "forwarding",
};

static void
append_member (GString *out, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_c (out, out->len == 0 ? '{' : ',');
  cor_json_append_text (out, key);
  g_string_append_c (out, ':');
  cor_json_append_text (out, value);
}

static void
show_json (const char *text, const CorNumber *number, const GError *error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *input = g_utf8_make_valid (text, -1);

  append_member (out, "input", input);
  if (number != NULL) {
    append_member (out, "number", number->canonical);
    append_member (out, "kind", kinds[number->kind]);
    append_member (out, "tones", number->post_dial);
    append_member (out, "host", number->host);
  } else {
    append_member (out, "error", error->message);
  }
  g_string_append_c (out, '}');
  cor_show_line (out->str);
}

static void
show_text (const CorNumber *number)
{
  g_autoptr (GString) out = g_string_new (number->canonical);

  g_string_append_printf (out, "\t%s", kinds[number->kind]);
  if (number->post_dial != NULL)
    g_string_append_printf (out, "\ttones %s", number->post_dial);
  if (number->host != NULL)
    g_string_append_printf (out, "\thost %s", number->host);
  cor_show_line (out->str);
}

CorExit
cor_parse_texts (GPtrArray *texts, gboolean json)
{
  CorExit code = COR_EXIT_OK;

  for (guint i = 0; i < texts->len; i++) {
    const char *text = g_ptr_array_index (texts, i);
    g_autoptr (GError) error = NULL;
    g_autoptr (CorNumber) number = cor_number_parse (text, COR_NUMBER_FROM_LINK, &error);

    if (number == NULL) {
      g_printerr ("cornetta: %s\n", error->message);
      code = COR_EXIT_USAGE;
    }
    if (json)
      show_json (text, number, error);
    else if (number != NULL)
      show_text (number);
  }
  return code;
}

/* TRUE when the row holds, or holds nothing. */
static gboolean
check_row (const char *row, guint line)
{
  g_auto (GStrv) columns = g_strsplit (row, "\t", 3);
  g_autoptr (CorNumber) number = NULL;
  const char *expected;

  if (g_strv_length (columns) < 2 || g_str_has_prefix (row, "# "))
    return TRUE;
  expected = g_str_has_prefix (columns[1], "error") ? "error" : columns[1];
  number = cor_number_parse (columns[0], COR_NUMBER_FROM_LINK, NULL);
  if (g_str_equal (number != NULL ? number->canonical : "error", expected))
    return TRUE;
  g_print (_ ("line %u: %s: expected %s, read %s\n"), line, columns[0], expected,
           number != NULL ? number->canonical : "error");
  return FALSE;
}

CorExit
cor_parse_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rows = cor_input_read_lines (path, &error);
  guint mismatches = 0;

  if (rows == NULL)
    return cor_bus_fail (error);
  for (guint i = 0; rows[i] != NULL; i++) {
    g_strchomp (rows[i]);
    if (!check_row (rows[i], i + 1))
      mismatches++;
  }
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u mismatch\n", "%u mismatches\n", mismatches),
           mismatches);
  return mismatches == 0 ? COR_EXIT_OK : COR_EXIT_FAILED;
}
