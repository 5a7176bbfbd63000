/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opening, migrating, recovering and closing the database, and the statements on it. */
#include "config.h"
#include "db.h"
#include "store/store.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define APPLICATION_ID 0x436f726e /* "Corn" */
#define CORRUPT_MAX 9             /* files that are kept; then the last makes room */
#define CHECK_MAX (8 * 1024 * 1024)

/* From version N to N + 1. The index tables hold no text of their own, and no positions: words are
 * only ever looked for as beginnings; the indexes of up to five letters cost a third of the file
 * and make the slowest keys of long lists ten times as quick. */
static const char *const migrations[] = {
  "CREATE TABLE contact (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT "
  "NULL,"
  " number INTEGER NOT NULL, sort TEXT NOT NULL, source TEXT, type TEXT, name TEXT, company TEXT,"
  " job TEXT, email TEXT, notes TEXT, phones TEXT NOT NULL, words TEXT NOT NULL);"
  "CREATE INDEX contact_sort ON contact (sort);"
  "CREATE VIRTUAL TABLE contact_words USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3 4 5',"
  " detail = none, columnsize = 0, content = '');"
  "CREATE TABLE phone (reversed TEXT NOT NULL, contact INTEGER NOT NULL,"
  " PRIMARY KEY (reversed, contact)) WITHOUT ROWID;"
  "CREATE TABLE history (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT "
  "NULL,"
  " direction INTEGER NOT NULL, time INTEGER NOT NULL, duration INTEGER NOT NULL,"
  " number TEXT NOT NULL, name TEXT, company TEXT, queue TEXT, answered INTEGER NOT NULL,"
  " words TEXT NOT NULL);"
  "CREATE VIRTUAL TABLE history_words USING fts5 (words, tokenize = 'ascii', prefix = '1 2 3 4 5',"
  " detail = none, columnsize = 0, content = '');",
  /* Rows that are there get the new columns with the next sync that reads everything. */
  "ALTER TABLE contact ADD COLUMN owner TEXT;"
  "ALTER TABLE contact ADD COLUMN card TEXT;"
  "ALTER TABLE contact ADD COLUMN heads TEXT;"
  "CREATE TABLE mark (id INTEGER PRIMARY KEY CHECK (id = 1), total INTEGER NOT NULL, stamp TEXT,"
  " time INTEGER NOT NULL, place INTEGER NOT NULL);",
  /* A call is one row, whatever became of it at each phone, and it is known which missed ones
   * nobody has seen. What was kept had a row for each outcome: it is fetched anew. */
  "DELETE FROM history;"
  "INSERT INTO history_words (history_words) VALUES ('delete-all');"
  "ALTER TABLE history ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE history ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX history_unseen ON history (id) WHERE unseen;"
  "CREATE INDEX history_number ON history (number);"
  "CREATE TABLE history_mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
  "INSERT INTO history_mark VALUES ('first', CAST (strftime ('%s', 'now') AS INTEGER));",
};
#define SCHEMA_VERSION ((gint64)G_N_ELEMENTS (migrations))

static void
remember_failure (CorDb *db, int rc)
{
  if (db->rc != SQLITE_OK)
    return;
  db->rc = rc;
  g_free (db->message);
  db->message = g_strdup (db->sql != NULL ? sqlite3_errmsg (db->sql) : sqlite3_errstr (rc));
}

sqlite3_stmt *
cor_db_prepare (CorDb *db, const char *text)
{
  sqlite3_stmt *statement = db->sql != NULL ? g_hash_table_lookup (db->statements, text) : NULL;
  int rc;

  if (statement != NULL) {
    sqlite3_reset (statement);
    sqlite3_clear_bindings (statement);
    return statement;
  }
  rc = sqlite3_prepare_v3 (db->sql, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (rc != SQLITE_OK)
    remember_failure (db, rc);
  else
    g_hash_table_insert (db->statements, (gpointer)text, statement);
  return statement;
}

gboolean
cor_db_row (CorDb *db, sqlite3_stmt *statement)
{
  int rc;

  if (db->rc == SQLITE_OK) {
    rc = sqlite3_step (statement);
    if (rc == SQLITE_ROW)
      return TRUE;
    if (rc != SQLITE_DONE)
      remember_failure (db, rc);
  }
  sqlite3_reset (statement);
  return FALSE;
}

void
cor_db_run (CorDb *db, sqlite3_stmt *statement)
{
  while (cor_db_row (db, statement))
    ;
}

void
cor_db_exec (CorDb *db, const char *text)
{
  int rc;

  if (db->rc != SQLITE_OK)
    return;
  rc = sqlite3_exec (db->sql, text, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    remember_failure (db, rc);
}

void
cor_db_bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

const char *
cor_db_text (sqlite3_stmt *statement, int column)
{
  return (const char *)sqlite3_column_text (statement, column);
}

gboolean
cor_db_set_error (CorDb *db, GError **error)
{
  const char *where = db->path != NULL ? db->path : ":memory:";

  switch (db->rc) {
  case SQLITE_OK:
    return TRUE;
  case SQLITE_INTERRUPT:
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The search was cancelled"));
    return FALSE;
  case SQLITE_FULL:
    g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE,
                 _ ("The disk is full: the local copy in %s can't grow. Make room and refresh."),
                 where);
    return FALSE;
  case SQLITE_READONLY:
    g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE,
                 _ ("The local copy in %s can't be written: the file or its folder is read-only."),
                 where);
    return FALSE;
  default:
    g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE,
                 _ ("The local copy in %s failed: %s. Refresh to try again."), where, db->message);
    return FALSE;
  }
}

void
cor_db_begin (CorDb *db)
{
  cor_db_exec (db, "BEGIN IMMEDIATE");
}

gboolean
cor_db_commit (CorDb *db, GError **error)
{
  cor_db_exec (db, "COMMIT");
  if (db->rc == SQLITE_OK)
    return TRUE;
  if (db->sql != NULL && !sqlite3_get_autocommit (db->sql))
    sqlite3_exec (db->sql, "ROLLBACK", NULL, NULL, NULL);
  return cor_db_set_error (db, error);
}

gboolean
cor_db_is_corrupt (CorDb *db)
{
  return db->rc == SQLITE_CORRUPT || db->rc == SQLITE_NOTADB;
}

gint64
cor_db_number (CorDb *db, const char *text)
{
  sqlite3_stmt *statement = cor_db_prepare (db, text);
  gint64 number = 0;

  if (cor_db_row (db, statement))
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return number;
}

static void
disconnect (CorDb *db)
{
  g_clear_pointer (&db->statements, g_hash_table_unref);
  if (db->sql != NULL)
    sqlite3_close (db->sql);
  db->sql = NULL;
}

/* Made here and not by SQLite, so that it is never readable by others; -wal and -shm follow it. */
void
cor_db_make_private_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return; /* SQLite will say why, in its own words */
  if (fchmod (fd, 0600) != 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  close (fd);
}

static void
connect_file (CorDb *db, gboolean immutable)
{
  /* What is immutable is never written; but the notes beside it may be. */
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_READWRITE;
  g_autofree char *uri = NULL;
  g_autofree char *name = NULL;
  int rc;

  if (db->path == NULL) {
    name = g_strdup (":memory:");
  } else {
    if (!immutable)
      cor_db_make_private_file (db->path);
    uri = g_filename_to_uri (db->path, NULL, NULL);
    name = g_strconcat (uri != NULL ? uri : db->path, immutable ? "?immutable=1" : "", NULL);
  }
  rc = sqlite3_open_v2 (name, &db->sql, flags, NULL);
  if (rc != SQLITE_OK)
    remember_failure (db, rc);
  db->statements =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)sqlite3_finalize);
}

/* Somebody else's database, or a page that can't be right, is no file of ours. */
static void
check (CorDb *db)
{
  gint64 tables = cor_db_number (db, "SELECT count(*) FROM sqlite_schema");
  sqlite3_stmt *statement;

  if (db->rc == SQLITE_OK && tables > 0 &&
      cor_db_number (db, "PRAGMA application_id") != APPLICATION_ID)
    db->rc = SQLITE_NOTADB;
  if (tables == 0 ||
      cor_db_number (db, "PRAGMA page_count") * cor_db_number (db, "PRAGMA page_size") > CHECK_MAX)
    return; /* a big one is found out by the reads themselves */
  statement = cor_db_prepare (db, "PRAGMA quick_check(1)");
  if (cor_db_row (db, statement) && g_strcmp0 (cor_db_text (statement, 0), "ok") != 0)
    db->rc = SQLITE_CORRUPT;
  sqlite3_reset (statement);
}

static void
migrate (CorDb *db)
{
  gint64 version = cor_db_number (db, "PRAGMA user_version");

  if (version == SCHEMA_VERSION || db->rc != SQLITE_OK)
    return;
  cor_db_begin (db);
  for (gint64 i = version; i < SCHEMA_VERSION; i++) {
    g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%d", (int)i + 1);

    cor_db_exec (db, migrations[i]);
    cor_db_exec (db, mark);
  }
  cor_db_exec (db, "PRAGMA application_id=" G_STRINGIFY (APPLICATION_ID));
  cor_db_commit (db, NULL);
  if (version > 0)
    cor_db_wipe (db);
}

static void
set_up (CorDb *db)
{
  /* What is deleted is overwritten: a history that is gone is not to be found in the file. */
  cor_db_exec (db, "PRAGMA busy_timeout=2000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8000;"
                   "PRAGMA secure_delete=ON;");
  check (db);
  if (db->rc != SQLITE_OK || cor_db_number (db, "PRAGMA user_version") > SCHEMA_VERSION)
    return;
  if (!sqlite3_db_readonly (db->sql, "main"))
    cor_db_exec (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
  migrate (db);
  cor_db_exec (db, "CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY, pass INTEGER NOT NULL)");
  cor_db_attach_notes (db);
  db->version = g_get_real_time ();
}

static void
set_open_error (CorDb *db, GError **error)
{
  const char *why = db->message != NULL ? db->message : sqlite3_errstr (db->rc);

  g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_OPEN,
               _ ("The local copy of phonebook and history can't be opened in %s: %s"),
               db->path != NULL ? db->path : ":memory:", why);
}

gboolean
cor_db_open (CorDb *db, const char *path, GError **error)
{
  db->path = g_strdup (path);
  connect_file (db, FALSE);
  set_up (db);
  if (path != NULL && (db->rc == SQLITE_CANTOPEN || db->rc == SQLITE_READONLY)) {
    /* A folder that can't be written can still be read, if the file is taken as it is. */
    disconnect (db);
    db->rc = SQLITE_OK;
    connect_file (db, TRUE);
    set_up (db);
  }
  if (cor_db_is_corrupt (db) && db->path != NULL)
    cor_db_recover (db);
  if (db->rc != SQLITE_OK) {
    set_open_error (db, error);
    return FALSE;
  }
  if (cor_db_number (db, "PRAGMA user_version") > SCHEMA_VERSION) {
    g_set_error (error, COR_STORE_ERROR, COR_STORE_ERROR_NEWER,
                 _ ("%s was written by a newer Cornetta. It is left as it is; install that version "
                    "again, or move the file away."),
                 db->path);
    return FALSE;
  }
  return TRUE;
}

/* NAME.corrupt-N with the first N that is free. */
char *
cor_db_name_for_corrupt (const char *path)
{
  char *name = NULL;

  for (guint n = 1; n <= CORRUPT_MAX; n++) {
    g_free (name);
    name = g_strdup_printf ("%s.corrupt-%u", path, n);
    if (!g_file_test (name, G_FILE_TEST_EXISTS))
      break;
  }
  return name;
}

void
cor_db_recover (CorDb *db)
{
  g_autofree char *kept_as = db->path != NULL ? cor_db_name_for_corrupt (db->path) : NULL;
  gboolean was_syncing = db->syncing;

  disconnect (db);
  if (kept_as != NULL) {
    if (g_rename (db->path, kept_as) != 0)
      return; /* rc still says what is wrong */
    for (guint i = 0; i < 2; i++) {
      g_autofree char *beside = g_strconcat (db->path, i == 0 ? "-wal" : "-shm", NULL);

      g_unlink (beside);
    }
  }
  db->rc = SQLITE_OK;
  connect_file (db, FALSE);
  set_up (db);
  g_free (db->kept_as);
  db->kept_as = g_strdup (kept_as != NULL ? kept_as : "");
  if (was_syncing && db->sync_error == NULL)
    g_set_error_literal (&db->sync_error, COR_STORE_ERROR, COR_STORE_ERROR_WRITE,
                         _ ("The local copy was damaged and begun anew. Refresh to fill it."));
}

void
cor_db_close (CorDb *db)
{
  disconnect (db);
  g_clear_pointer (&db->path, g_free);
  g_clear_pointer (&db->message, g_free);
  g_clear_pointer (&db->kept_as, g_free);
  g_clear_pointer (&db->notes_path, g_free);
  g_clear_pointer (&db->notes_refused, g_free);
  g_clear_pointer (&db->country, g_free);
  g_clear_pointer (&db->hidden, g_hash_table_unref);
  g_clear_pointer (&db->recent, g_ptr_array_unref);
  g_clear_error (&db->sync_error);
}
