/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes in answer about summaries and transcripts. */
#include "config.h"
#include "summary-parse.h"
#include "cti-private.h"

/* Lines of letters: whatever else a machine wrote is left out. */
static char *
dup_lines (const char *text)
{
  GString *lines = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\r' && p[1] == '\n')
      continue;
    if (c == '\r')
      c = '\n';
    if (!g_unichar_iscntrl (c) || c == '\n' || c == '\t')
      g_string_append_unichar (lines, c);
  }
  g_strstrip (lines->str);
  return g_string_free (lines, FALSE);
}

char *
cor_summary_parse_text (JsonObject *body, const char *field, gsize max)
{
  JsonObject *data = cor_json_get_object (body, "data");
  const char *text = cor_json_get_string (data, field, max);

  if (text != NULL)
    return dup_lines (text);
  if (data == NULL || (json_object_has_member (data, field) &&
                       !json_node_is_null (json_object_get_member (data, field))))
    return NULL;
  return g_strdup ("");
}

/* The machines' own words for where they are; those of an end mean that nothing comes any more. */
static gboolean
is_over (const char *state)
{
  static const char *const words[] = { "", "done", "completed", "failed", "error", "skipped" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (state == NULL || g_ascii_strcasecmp (state, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static guint
read_flags (JsonObject *row)
{
  guint flags = 0;

  if (cor_json_get_bool (row, "has_summary"))
    flags |= COR_CTI_HAS_SUMMARY;
  else if (!is_over (cor_json_get_string (row, "state", 64)))
    flags |= COR_CTI_SUMMARY_COMES;
  if (cor_json_get_bool (row, "has_transcription"))
    flags |= COR_CTI_HAS_TRANSCRIPT;
  return flags;
}

GHashTable *
cor_summary_parse_statuses (JsonObject *body)
{
  GHashTable *statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *rows = cor_json_get_array (body, "data");

  for (guint i = 0; i < MIN (cor_json_array_length (rows), COR_CTI_STATUSES_MAX); i++) {
    JsonObject *row = cor_json_array_get_object (rows, i);
    const char *id = row != NULL ? cor_json_get_string (row, "uniqueid", COR_CTI_MAX_ID) : NULL;

    if (id != NULL && *id != '\0' && cor_json_get_string (row, "error", 64) == NULL)
      g_hash_table_insert (statuses, g_strdup (id), GUINT_TO_POINTER (read_flags (row)));
  }
  return statuses;
}
