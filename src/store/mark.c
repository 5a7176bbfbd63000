/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the mirror stood to the server when all of the phonebook was read last. */
#include "config.h"
#include "db.h"

void
cor_db_read_mark (CorDb *db, CorBookMark *ret_mark)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT total, stamp, time, place FROM mark");

  *ret_mark = (CorBookMark){ 0 };
  if (cor_db_row (db, statement)) {
    ret_mark->total = (guint)CLAMP (sqlite3_column_int64 (statement, 0), 0, G_MAXINT);
    ret_mark->stamp = g_strdup (cor_db_text (statement, 1));
    ret_mark->time = sqlite3_column_int64 (statement, 2);
    ret_mark->offset = (guint)CLAMP (sqlite3_column_int64 (statement, 3), 0, G_MAXINT);
  }
  sqlite3_reset (statement);
}

void
cor_db_write_mark (CorDb *db, const CorBookMark *mark)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "INSERT OR REPLACE INTO mark (id, total, stamp, time, place) VALUES (1, ?1, ?2, ?3, ?4)");

  sqlite3_bind_int64 (statement, 1, mark->total);
  cor_db_bind_text (statement, 2, mark->stamp);
  sqlite3_bind_int64 (statement, 3, mark->time);
  sqlite3_bind_int64 (statement, 4, mark->offset);
  cor_db_run (db, statement);
}

void
cor_db_add_to_mark (CorDb *db, int rows)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "UPDATE mark SET total = max(0, total + ?1)");

  sqlite3_bind_int (statement, 1, rows);
  cor_db_run (db, statement);
}
