/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is known of the history as a whole: how far back it reaches, which missed calls nobody has
 * seen, and what is not kept. */
#include "config.h"
#include "db.h"
#include "model/history-entry.h"
#include "store/history.h"

/* A clock of the server's that is ahead of ours by more is not followed. */
#define AHEAD_MAX (24 * 3600)

gint64
cor_db_read_history_mark (CorDb *db, const char *name)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT value FROM history_mark WHERE name = ?1");
  gint64 value = 0;

  cor_db_bind_text (statement, 1, name);
  if (cor_db_row (db, statement))
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

void
cor_db_write_history_mark (CorDb *db, const char *name, gint64 value)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "INSERT OR REPLACE INTO history_mark (name, value) VALUES (?1, ?2)");

  cor_db_bind_text (statement, 1, name);
  sqlite3_bind_int64 (statement, 2, value);
  cor_db_run (db, statement);
}

/* Who has called back since, from any phone, or was reached by the caller, knows of the call. */
#define COUNT_MISSED                                                                  \
  "SELECT count(*) FROM history AS missed WHERE unseen AND NOT EXISTS (SELECT 1 FROM" \
  " history AS later WHERE later.number = missed.number AND later.number <> ''"       \
  " AND later.id > missed.id AND (later.direction = " G_STRINGIFY (1) " OR later.answered))"
G_STATIC_ASSERT (COR_HISTORY_OUT == 1);

void
cor_db_read_marks (CorDb *db, CorDbMarks *ret_marks)
{
  ret_marks->from = cor_db_read_history_mark (db, "from");
  ret_marks->to = cor_db_read_history_mark (db, "to");
  ret_marks->complete = cor_db_read_history_mark (db, "complete") != 0;
  ret_marks->floor =
    MAX (cor_db_read_history_mark (db, "floor"), cor_db_read_history_mark (db, "cleared"));
  ret_marks->missed = MIN (cor_db_number (db, COUNT_MISSED), G_MAXUINT / 2);
}

gboolean
cor_db_see_missed (CorDb *db, gboolean *ret_changed, GError **error)
{
  cor_db_begin (db);
  cor_db_run (db, cor_db_prepare (db, "UPDATE history SET unseen = 0 WHERE unseen"));
  *ret_changed = db->rc == SQLITE_OK && sqlite3_changes (db->sql) > 0;
  return cor_db_commit (db, error);
}

gboolean
cor_db_set_recorded (CorDb *db,
                     const char *id,
                     gboolean recorded,
                     gboolean *ret_changed,
                     GError **error)
{
  sqlite3_stmt *statement;

  cor_db_begin (db);
  statement =
    cor_db_prepare (db, "UPDATE history SET recorded = ?2 WHERE key = ?1 AND recorded <> ?2");
  cor_db_bind_text (statement, 1, id);
  sqlite3_bind_int (statement, 2, recorded);
  cor_db_run (db, statement);
  *ret_changed = db->rc == SQLITE_OK && sqlite3_changes (db->sql) > 0;
  return cor_db_commit (db, error);
}

void
cor_db_wipe (CorDb *db)
{
  if (db->path == NULL || db->rc != SQLITE_OK)
    return;
  cor_db_exec (db, "VACUUM");
  cor_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE)");
}

/* The index has no text of its own: it is told what the rows said. */
static void
delete_below (CorDb *db, gint64 id)
{
  sqlite3_stmt *words =
    cor_db_prepare (db, "INSERT INTO history_words (history_words, rowid, words)"
                        " SELECT 'delete', id, words FROM history WHERE id < ?1");
  sqlite3_stmt *rows = cor_db_prepare (db, "DELETE FROM history WHERE id < ?1");

  sqlite3_bind_int64 (words, 1, id);
  cor_db_run (db, words);
  sqlite3_bind_int64 (rows, 1, id);
  cor_db_run (db, rows);
}

static void
delete_all (CorDb *db)
{
  cor_db_exec (db, "INSERT INTO history_words (history_words) VALUES ('delete-all');"
                   "DELETE FROM history;");
}

/* The index forgets a word only when its parts are merged; then its pages are overwritten. */
void
cor_db_forget_words (CorDb *db)
{
  cor_db_exec (db, "INSERT INTO history_words (history_words) VALUES ('optimize')");
}

/* With a lower floor there is more to fetch than before, and what is known begins at the former
 * one.
 */
static void
move_floor (CorDb *db, gint64 floor)
{
  gint64 before = cor_db_read_history_mark (db, "floor");

  cor_db_write_history_mark (db, "floor", floor);
  if (floor >= before)
    return;
  cor_db_write_history_mark (db, "complete", 0);
  if (before == COR_STORE_KEEP_NOTHING)
    cor_db_write_history_mark (db, "to", 0);
  cor_db_write_history_mark (
    db, "from",
    before == COR_STORE_KEEP_NOTHING ? 0 : MAX (before, cor_db_read_history_mark (db, "from")));
}

gboolean
cor_db_set_floor (CorDb *db, gint64 floor, gboolean *ret_changed, GError **error)
{
  gboolean changed;

  cor_db_begin (db);
  if (floor != cor_db_read_history_mark (db, "floor"))
    move_floor (db, floor);
  if (floor == COR_STORE_KEEP_NOTHING)
    changed = cor_db_number (db, "SELECT EXISTS (SELECT 1 FROM history)") != 0;
  else
    changed = cor_db_number (db, "SELECT coalesce (min(id), 9223372036854775807) FROM history") <
              cor_db_history_id (floor);
  if (changed && floor == COR_STORE_KEEP_NOTHING)
    delete_all (db);
  else if (changed)
    delete_below (db, cor_db_history_id (floor));
  if (changed)
    cor_db_forget_words (db);
  cor_db_drop_notes (db, floor);
  if (!cor_db_commit (db, error))
    return FALSE;
  if (changed && floor == COR_STORE_KEEP_NOTHING)
    cor_db_wipe (db);
  else if (changed && db->path != NULL)
    cor_db_exec (db, "PRAGMA wal_checkpoint(TRUNCATE)");
  *ret_changed = changed;
  return TRUE;
}

gboolean
cor_db_clear_history (CorDb *db, gboolean *ret_changed, GError **error)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 newest;

  cor_db_begin (db);
  newest = cor_db_number (db, "SELECT time FROM history ORDER BY id DESC LIMIT 1");
  cor_db_write_history_mark (db, "cleared", CLAMP (newest + 1, now, now + AHEAD_MAX));
  delete_all (db);
  cor_db_drop_notes (db, G_MAXINT64);
  if (!cor_db_commit (db, error))
    return FALSE;
  cor_db_wipe (db);
  *ret_changed = TRUE;
  return TRUE;
}
