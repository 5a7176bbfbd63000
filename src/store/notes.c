/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notes on calls in a database of their own, beside the mirror's. */
#include "config.h"
#include "db.h"
#include "model/history-entry.h"
#include "store/notes.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define APPLICATION_ID 0x436f724e /* "CorN" */
#define SCHEMA_VERSION 1

static void
attach (CorDb *db, const char *path)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "ATTACH ?1 AS notes");

  if (path != NULL)
    cor_db_make_private_file (path);
  cor_db_bind_text (statement, 1, path != NULL ? path : ":memory:");
  cor_db_run (db, statement);
}

static void
detach (CorDb *db)
{
  if (cor_db_number (db, "SELECT count(*) FROM pragma_database_list WHERE name = 'notes'") > 0)
    cor_db_exec (db, "DETACH notes");
}

/* Somebody else's file is none of notes, and neither is one that can't be right. */
static void
check (CorDb *db)
{
  gint64 tables = cor_db_number (db, "SELECT count(*) FROM notes.sqlite_schema");
  sqlite3_stmt *statement;

  if (db->rc != SQLITE_OK || tables == 0)
    return;
  if (cor_db_number (db, "PRAGMA notes.application_id") != APPLICATION_ID)
    db->rc = SQLITE_NOTADB;
  statement = cor_db_prepare (db, "PRAGMA notes.quick_check(1)");
  if (cor_db_row (db, statement) && g_strcmp0 (cor_db_text (statement, 0), "ok") != 0)
    db->rc = SQLITE_CORRUPT;
  sqlite3_reset (statement);
}

static void
set_up (CorDb *db)
{
  check (db);
  cor_db_exec (db, "PRAGMA notes.secure_delete=ON");
  if (db->rc != SQLITE_OK || cor_db_number (db, "PRAGMA notes.user_version") >= SCHEMA_VERSION)
    return;
  cor_db_exec (db, "CREATE TABLE notes.note (key TEXT PRIMARY KEY, time INTEGER NOT NULL,"
                   " text TEXT NOT NULL) WITHOUT ROWID;"
                   "CREATE INDEX notes.note_time ON note (time);"
                   "PRAGMA notes.application_id=" G_STRINGIFY (
                     APPLICATION_ID) ";"
                                     "PRAGMA notes.user_version=" G_STRINGIFY (SCHEMA_VERSION) ";");
}

/* What can't be kept is in memory, so that reads find a table; writes are refused. */
static void
attach_nothing (CorDb *db)
{
  db->rc = SQLITE_OK;
  g_clear_pointer (&db->message, g_free);
  detach (db);
  attach (db, NULL);
  set_up (db);
}

static void
refuse (CorDb *db, GError **error)
{
  g_free (db->notes_refused);
  db->notes_refused =
    g_strdup_printf (_ ("Your notes on past calls can't be kept in %s: %s"), db->notes_path,
                     db->message != NULL ? db->message : sqlite3_errstr (db->rc));
  g_set_error_literal (error, COR_STORE_ERROR, COR_STORE_ERROR_NOTES, db->notes_refused);
  attach_nothing (db);
}

static void
set_aside (CorDb *db, GError **error)
{
  g_autofree char *kept_as = cor_db_name_for_corrupt (db->notes_path);
  g_autofree char *journal = g_strconcat (db->notes_path, "-journal", NULL);

  attach_nothing (db);
  g_unlink (journal); /* of the damaged file: no change of the new one's */
  if (g_rename (db->notes_path, kept_as) != 0) {
    db->rc = SQLITE_CANTOPEN;
    refuse (db, error);
    return;
  }
  detach (db);
  attach (db, db->notes_path);
  set_up (db);
  g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_NOTES,
               _ ("Your notes on past calls could not be read: the file was damaged. It was kept "
                  "as %s."),
               kept_as);
}

static gboolean
attach_file (CorDb *db, GError **error)
{
  g_clear_pointer (&db->notes_refused, g_free);
  attach (db, db->notes_path);
  set_up (db);
  if (cor_db_is_corrupt (db)) {
    set_aside (db, error);
    return FALSE;
  }
  if (db->rc == SQLITE_OK && cor_db_number (db, "PRAGMA notes.user_version") > SCHEMA_VERSION) {
    db->rc = SQLITE_ERROR;
    g_free (db->message);
    db->message = g_strdup (_ ("the file was written by a newer Cornetta"));
  }
  if (db->rc == SQLITE_OK)
    return TRUE;
  refuse (db, error);
  return FALSE;
}

void
cor_db_attach_notes (CorDb *db)
{
  if (db->rc != SQLITE_OK)
    return;
  if (db->notes_path == NULL)
    attach_nothing (db);
  else
    attach_file (db, NULL);
}

/* What was written while the mirror was another one. */
static void
index_all (CorDb *db)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT key FROM notes.note WHERE key IN (SELECT key FROM history)");
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);

  while (cor_db_row (db, statement))
    g_ptr_array_add (keys, g_strdup (cor_db_text (statement, 0)));
  if (keys->len == 0)
    return;
  cor_db_begin (db);
  for (guint i = 0; i < keys->len && db->rc == SQLITE_OK; i++)
    cor_db_rewrite_history (db, keys->pdata[i], TRUE);
  cor_db_commit (db, NULL);
  db->named++; /* rows that were read meanwhile had none */
}

gboolean
cor_db_open_notes (CorDb *db, const char *path, GError **error)
{
  gboolean opened;

  detach (db);
  g_free (db->notes_path);
  db->notes_path = g_strdup (path);
  opened = attach_file (db, error);
  if (opened)
    index_all (db);
  return opened;
}

char *
cor_db_dup_note (CorDb *db, const char *key)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT text FROM notes.note WHERE key = ?1");
  char *text = NULL;

  cor_db_bind_text (statement, 1, key);
  if (cor_db_row (db, statement))
    text = g_strdup (cor_db_text (statement, 0));
  sqlite3_reset (statement);
  return text;
}

static void
write_note (CorDb *db, const char *key, gint64 time, const char *text)
{
  sqlite3_stmt *statement;

  if (text == NULL || *text == '\0') {
    statement = cor_db_prepare (db, "DELETE FROM notes.note WHERE key = ?1");
    cor_db_bind_text (statement, 1, key);
  } else {
    statement = cor_db_prepare (
      db, "INSERT OR REPLACE INTO notes.note (key, time, text) VALUES (?1, ?2, ?3)");
    cor_db_bind_text (statement, 1, key);
    sqlite3_bind_int64 (statement, 2, time);
    cor_db_bind_text (statement, 3, text);
  }
  cor_db_run (db, statement);
}

/* -1: there is no such call. */
static gint64
find_time (CorDb *db, const char *key)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT time FROM history WHERE key = ?1");
  gint64 time = -1;

  cor_db_bind_text (statement, 1, key);
  if (cor_db_row (db, statement))
    time = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return time;
}

gboolean
cor_db_set_note (CorDb *db,
                 const char *key,
                 const char *text,
                 gboolean *ret_changed,
                 GError **error)
{
  gint64 time = find_time (db, key);
  g_autofree char *before = cor_db_dup_note (db, key);

  if (db->notes_refused != NULL) {
    g_set_error_literal (error, COR_STORE_ERROR, COR_STORE_ERROR_NOTES, db->notes_refused);
    return FALSE;
  }
  if (db->rc == SQLITE_OK && time < 0) {
    g_set_error_literal (error, COR_STORE_ERROR, COR_STORE_ERROR_NOTE,
                         _ ("This call is not in the history on this computer."));
    return FALSE;
  }
  if (db->rc == SQLITE_OK &&
      g_strcmp0 (before != NULL ? before : "", text != NULL ? text : "") == 0)
    return TRUE;
  cor_db_begin (db);
  write_note (db, key, time, text);
  cor_db_rewrite_history (db, key, FALSE);
  if (before != NULL)
    cor_db_forget_words (db);
  if (!cor_db_commit (db, error))
    return FALSE;
  if (before != NULL && db->path != NULL)
    cor_db_exec (db, "PRAGMA main.wal_checkpoint(TRUNCATE)");
  *ret_changed = TRUE;
  return TRUE;
}

gboolean
cor_db_drop_notes (CorDb *db, gint64 time)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "DELETE FROM notes.note WHERE time < ?1");

  sqlite3_bind_int64 (statement, 1, time);
  cor_db_run (db, statement);
  return db->rc == SQLITE_OK && sqlite3_changes (db->sql) > 0;
}
