/* SPDX-License-Identifier: GPL-3.0-or-later
 * History in the database. A row's id is its time and a count of those at that time, so that ids
 * are in the order of time. */
#include "config.h"
#include "db.h"
#include "text.h"
#include "model/history-entry.h"

#define TIME_SHIFT 20
#define TIME_MAX (G_GINT64_CONSTANT (1) << 42)

GObject *
cor_db_history_from_row (CorDb *db, sqlite3_stmt *statement)
{
  g_autofree char *shown = cor_db_show_number (db, cor_db_text (statement, 6));
  CorHistoryFields fields = {
    .id = cor_db_text (statement, 2),
    .direction = CLAMP (sqlite3_column_int (statement, 3), COR_HISTORY_IN, COR_HISTORY_INTERNAL),
    .time = sqlite3_column_int64 (statement, 4),
    .duration = sqlite3_column_int64 (statement, 5),
    .number = cor_db_text (statement, 6),
    .name = cor_db_text (statement, 7),
    .company = cor_db_text (statement, 8),
    .queue = cor_db_text (statement, 9),
    .answered = sqlite3_column_int (statement, 10),
    .shown_number = shown,
  };

  return G_OBJECT (cor_history_entry_new (&fields));
}

static char *
make_words (CorHistoryEntry *entry)
{
  GString *words = g_string_new (NULL);

  cor_text_append_words (words, cor_history_entry_get_name (entry));
  cor_text_append_words (words, cor_history_entry_get_company (entry));
  cor_text_append_words (words, cor_history_entry_get_queue (entry));
  if (cor_history_entry_is_masked (entry))
    cor_text_append_words (words, cor_history_entry_get_number (entry));
  cor_text_append_tails (words, cor_history_entry_get_number (entry));
  if (cor_history_entry_get_direction (entry) == COR_HISTORY_MISSED)
    g_string_append (words, " " COR_DB_MISSED);
  return g_string_free (words, FALSE);
}

/* The columns of put_entry() that say whether the row is as it was. */
static gboolean
is_same (CorHistoryEntry *entry, const char *words, sqlite3_stmt *statement)
{
  return cor_history_entry_get_direction (entry) == (guint)sqlite3_column_int (statement, 1) &&
         cor_history_entry_get_time (entry) == sqlite3_column_int64 (statement, 2) &&
         cor_history_entry_get_duration (entry) == sqlite3_column_int64 (statement, 3) &&
         cor_history_entry_is_answered (entry) == sqlite3_column_int (statement, 4) &&
         g_strcmp0 (cor_history_entry_get_number (entry), cor_db_text (statement, 5)) == 0 &&
         g_strcmp0 (cor_history_entry_get_name (entry), cor_db_text (statement, 6)) == 0 &&
         g_strcmp0 (cor_history_entry_get_company (entry), cor_db_text (statement, 7)) == 0 &&
         g_strcmp0 (cor_history_entry_get_queue (entry), cor_db_text (statement, 8)) == 0 &&
         g_strcmp0 (words, cor_db_text (statement, 9)) == 0;
}

static void
write_words (CorDb *db, const char *text, gint64 id, const char *words)
{
  sqlite3_stmt *statement = cor_db_prepare (db, text);

  sqlite3_bind_int64 (statement, 1, id);
  cor_db_bind_text (statement, 2, words);
  cor_db_run (db, statement);
}

static void
delete_row (CorDb *db, gint64 id, const char *words)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "DELETE FROM history WHERE id = ?1");

  write_words (db,
               "INSERT INTO history_words (history_words, rowid, words) VALUES ('delete', ?1, ?2)",
               id, words);
  sqlite3_bind_int64 (statement, 1, id);
  cor_db_run (db, statement);
}

/* The first id of that second which is free, after the others. */
static gint64
find_place (CorDb *db, gint64 time)
{
  gint64 first = CLAMP (time, 0, TIME_MAX) << TIME_SHIFT;
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT max(id) FROM history WHERE id BETWEEN ?1 AND ?2");
  gint64 last = 0;

  sqlite3_bind_int64 (statement, 1, first + 1);
  sqlite3_bind_int64 (statement, 2, first + (1 << TIME_SHIFT) - 2);
  if (cor_db_row (db, statement))
    last = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return MAX (first, last) + 1;
}

static void
insert_row (CorDb *db, CorHistoryEntry *entry, gint64 id, const char *words)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "INSERT INTO history (id, key, version, direction, time, duration, number, name, company,"
        " queue, answered, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");

  sqlite3_bind_int64 (statement, 1, id);
  cor_db_bind_text (statement, 2, cor_history_entry_get_id (entry));
  sqlite3_bind_int64 (statement, 3, ++db->version);
  sqlite3_bind_int (statement, 4, cor_history_entry_get_direction (entry));
  sqlite3_bind_int64 (statement, 5, cor_history_entry_get_time (entry));
  sqlite3_bind_int64 (statement, 6, cor_history_entry_get_duration (entry));
  cor_db_bind_text (statement, 7, cor_history_entry_get_number (entry));
  cor_db_bind_text (statement, 8, cor_history_entry_get_name (entry));
  cor_db_bind_text (statement, 9, cor_history_entry_get_company (entry));
  cor_db_bind_text (statement, 10, cor_history_entry_get_queue (entry));
  sqlite3_bind_int (statement, 11, cor_history_entry_is_answered (entry));
  cor_db_bind_text (statement, 12, words);
  cor_db_run (db, statement);
  write_words (db, "INSERT INTO history_words (rowid, words) VALUES (?1, ?2)", id, words);
}

static gboolean
put_entry (CorDb *db, CorHistoryEntry *entry)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT id, direction, time, duration, answered, number, name, company, queue, words"
        " FROM history WHERE key = ?1");
  g_autofree char *words = make_words (entry);
  g_autofree char *old_words = NULL;
  gint64 id = 0, old = 0;
  gboolean same = FALSE;

  cor_db_bind_text (statement, 1, cor_history_entry_get_id (entry));
  if (cor_db_row (db, statement)) {
    old = sqlite3_column_int64 (statement, 0);
    same = is_same (entry, words, statement);
    id = cor_history_entry_get_time (entry) == sqlite3_column_int64 (statement, 2) ? old : 0;
    old_words = g_strdup (cor_db_text (statement, 9));
  }
  sqlite3_reset (statement);
  if (same || db->rc != SQLITE_OK)
    return FALSE;
  if (old != 0)
    delete_row (db, old, old_words);
  if (id == 0)
    id = find_place (db, cor_history_entry_get_time (entry));
  insert_row (db, entry, id, words);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = cor_history_entry_get_time (*(CorHistoryEntry *const *)a);
  gint64 second = cor_history_entry_get_time (*(CorHistoryEntry *const *)b);

  return (first > second) - (first < second);
}

gboolean
cor_db_put_history (CorDb *db, GPtrArray *entries, gboolean *ret_changed, GError **error)
{
  gboolean changed = FALSE;

  g_ptr_array_sort (entries, compare_times);
  cor_db_begin (db);
  for (guint i = 0; i < entries->len && db->rc == SQLITE_OK; i++)
    changed |= put_entry (db, entries->pdata[i]);
  if (!cor_db_commit (db, error))
    return FALSE;
  *ret_changed = changed;
  return TRUE;
}
