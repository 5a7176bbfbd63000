/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the text a user types to rows. */
#include "config.h"
#include "search.h"
#include "text.h"
#include "model/history-entry.h"

/* Versions are times in us, and stay below. */
#define READING_SHIFT 55
#define PHONEBOOK G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) /* for each another pattern of bits */
#define HEADS_DAY (G_GINT64_CONSTANT (1) << 54)

/* A number as people write it is one run of digits, whatever stands between them. */
static gboolean
is_number (const char *query)
{
  return query[strspn (query, "0123456789 +-./()")] == '\0';
}

static void
append_condition (GString *expression, const char *word, gboolean is_beginning)
{
  if (expression->len > 0)
    g_string_append (expression, " AND ");
  g_string_append_printf (expression, "\"%s\"%s", word, is_beginning ? "*" : "");
}

/* The end of the bytes that count, not within a character. */
static char *
dup_beginning (const char *query)
{
  g_autofree char *cut = g_strndup (query, COR_QUERY_BYTES_MAX);
  const char *end;

  if (!g_utf8_validate (cut, -1, &end))
    return strlen (cut) - (end - cut) < 6 ? g_strndup (cut, end - cut)
                                          : g_utf8_make_valid (cut, -1);
  return g_steal_pointer (&cut);
}

GPtrArray *
cor_search_words (const char *query, gboolean *ret_is_number)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *text = dup_beginning (query != NULL ? query : "");
  g_autofree char *digits = cor_text_digits (text);
  g_auto (GStrv) split = NULL;

  *ret_is_number = *digits != '\0' && is_number (text);
  if (*ret_is_number) {
    g_ptr_array_add (words, g_steal_pointer (&digits));
    return words;
  }
  cor_text_append_words (folded, text);
  split = g_strsplit (folded->str, " ", COR_QUERY_WORDS_MAX + 1);
  for (guint i = 0; i < COR_QUERY_WORDS_MAX && split[i] != NULL; i++)
    if (*split[i] != '\0')
      g_ptr_array_add (words, g_strdup (split[i]));
  return words;
}

char *
cor_search_expression (const char *query, CorHistoryKind kind)
{
  static const char *const words_of_kind[] = {
    [COR_HISTORY_ANY] = NULL,
    [COR_HISTORY_ONLY_MISSED] = COR_DB_MISSED,
    [COR_HISTORY_ONLY_RECEIVED] = COR_DB_RECEIVED,
    [COR_HISTORY_ONLY_MADE] = COR_DB_MADE,
    [COR_HISTORY_ONLY_QUEUE] = COR_DB_QUEUE,
  };
  g_autoptr (GString) expression = g_string_new (NULL);
  gboolean is_number;
  g_autoptr (GPtrArray) words = cor_search_words (query, &is_number);

  if (words_of_kind[kind] != NULL)
    append_condition (expression, words_of_kind[kind], FALSE);
  for (guint i = 0; i < words->len; i++)
    append_condition (expression, words->pdata[i], TRUE);
  return expression->len > 0 ? g_strdup (expression->str) : NULL;
}

void
cor_row_clear (CorRow *row)
{
  g_clear_object (&row->item);
}

/* Ids of history are in the order of time. */
#define RANGE "rowid BETWEEN ?4 AND ?5"

static sqlite3_stmt *
prepare_window (CorDb *db, const CorSearch *search)
{
  static const char *const texts[2][2] = {
    { "SELECT " COR_DB_CONTACT_COLUMNS " FROM contact WHERE id IN (SELECT id FROM contact"
      " ORDER BY sort, id LIMIT ?2 OFFSET ?3) ORDER BY id",
      "SELECT " COR_DB_CONTACT_COLUMNS " FROM contact WHERE id IN (SELECT rowid FROM contact_words"
      " WHERE contact_words MATCH ?1 ORDER BY rowid LIMIT ?2 OFFSET ?3) ORDER BY id" },
    { "SELECT " COR_DB_HISTORY_COLUMNS " FROM history WHERE id IN (SELECT id FROM history"
      " WHERE " RANGE " ORDER BY id DESC LIMIT ?2 OFFSET ?3) ORDER BY id DESC",
      "SELECT " COR_DB_HISTORY_COLUMNS " FROM history WHERE id IN (SELECT rowid FROM history_words"
      " WHERE history_words MATCH ?1 AND " RANGE
      " ORDER BY rowid DESC LIMIT ?2 OFFSET ?3) ORDER BY id DESC" },
  };

  return cor_db_prepare (db, texts[search->is_history][search->expression != NULL]);
}

static void
bind (sqlite3_stmt *statement, const CorSearch *search)
{
  if (search->expression != NULL)
    cor_db_bind_text (statement, 1, search->expression);
  if (!search->is_history)
    return;
  sqlite3_bind_int64 (statement, 4, search->from > 0 ? cor_db_history_id (search->from) : 0);
  sqlite3_bind_int64 (statement, 5,
                      search->to > 0 ? cor_db_history_id (search->to) - 1 : G_MAXINT64);
}

/* What a row says depends on the one above it, so that it is another row once that changes. */
static CorRow
read_row (CorDb *db, sqlite3_stmt *statement, gboolean is_history, gint64 time_above)
{
  CorRow row = {
    .id = sqlite3_column_int64 (statement, 0),
    .version = sqlite3_column_int64 (statement, 1) + (db->reading << READING_SHIFT),
    .item = is_history ? cor_db_history_from_row (db, statement, time_above)
                       : cor_db_contact_from_row (db, statement),
  };

  if (is_history)
    row.version ^= (gint64)(db->named * PHONEBOOK);
  if (is_history && cor_history_entry_heads_day (COR_HISTORY_ENTRY (row.item)))
    row.version ^= HEADS_DAY;
  return row;
}

GArray *
cor_search_new_rows (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CorRow));

  g_array_set_clear_func (rows, (GDestroyNotify)cor_row_clear);
  return rows;
}

void
cor_search_collect (CorDb *db, sqlite3_stmt *statement, GArray *rows)
{
  while (cor_db_row (db, statement)) {
    CorRow row = read_row (db, statement, FALSE, 0);

    g_array_append_val (rows, row);
  }
}

static void
collect_history (CorDb *db, sqlite3_stmt *statement, gboolean has_above, GArray *rows)
{
  gint64 time_above = -1;

  for (gboolean is_above = has_above; cor_db_row (db, statement); is_above = FALSE) {
    if (!is_above) {
      CorRow row = read_row (db, statement, TRUE, time_above);

      g_array_append_val (rows, row);
    }
    time_above = sqlite3_column_int64 (statement, COR_DB_HISTORY_TIME);
  }
}

GArray *
cor_search_window (CorDb *db, const CorSearch *search, guint window)
{
  GArray *rows = cor_search_new_rows ();
  sqlite3_stmt *statement = prepare_window (db, search);
  guint above = search->is_history && window > 0 ? 1 : 0; /* rows that are only looked at */

  db->was_read = TRUE;
  bind (statement, search);
  sqlite3_bind_int (statement, 2, COR_DB_WINDOW + above);
  sqlite3_bind_int64 (statement, 3, (gint64)window * COR_DB_WINDOW - above);
  if (search->is_history)
    collect_history (db, statement, above > 0, rows);
  else
    cor_search_collect (db, statement, rows);
  return rows;
}

/* Without an end the rows need not be looked at to be counted. */
static sqlite3_stmt *
prepare_count (CorDb *db, const CorSearch *search)
{
  static const char *const texts[2][2] = {
    { "SELECT count(*) FROM contact",
      "SELECT count(*) FROM contact_words WHERE contact_words MATCH ?1" },
    { "SELECT count(*) FROM history",
      "SELECT count(*) FROM history_words WHERE history_words MATCH ?1" },
  };
  static const char *const in_range[2] = {
    "SELECT count(*) FROM history WHERE " RANGE,
    "SELECT count(*) FROM history_words WHERE history_words MATCH ?1 AND " RANGE,
  };

  if (search->is_history && (search->from > 0 || search->to > 0))
    return cor_db_prepare (db, in_range[search->expression != NULL]);
  return cor_db_prepare (db, texts[search->is_history][search->expression != NULL]);
}

guint
cor_search_count (CorDb *db, const CorSearch *search)
{
  sqlite3_stmt *statement = prepare_count (db, search);
  guint count = 0;

  bind (statement, search);
  if (cor_db_row (db, statement))
    count = MIN (sqlite3_column_int64 (statement, 0), G_MAXUINT / 2);
  sqlite3_reset (statement);
  return count;
}
