/* SPDX-License-Identifier: GPL-3.0-or-later
 * The database itself. Everything here runs on the thread "store" and nowhere else.
 *
 * Rows of `contact` are numbered so that the order of ids is the order they are shown in (gaps are
 * left for those to come), and a row of `history` by its time. A search therefore finds its first
 * rows without looking at all that match. */
#pragma once
#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define COR_DB_WINDOW 100 /* rows read at once */

typedef struct {
  sqlite3 *sql;
  char *path;             /* NULL: in memory */
  GHashTable *statements; /* text -> sqlite3_stmt */
  int rc;                 /* the first failure of the running job, or SQLITE_OK */
  char *message;          /* of rc */
  char *kept_as;          /* the corrupt file was renamed to this, and nobody told yet */
  gint64 version;         /* of the row written last: a row written again is another row */

  gboolean syncing;      /* between begin and end; temp.seen has what was put */
  gboolean sync_changed; /* rows differ since it began */
  GError *sync_error;    /* why the sync can't be completed */
  gint64 last_put;       /* id that was given last, see find_place() */

  char *country;     /* whose form numbers are shown in; NULL: as they are */
  gint64 reading;    /* of all rows, counted: with another country each is another row */
  gboolean was_read; /* rows in the present form are on somebody's screen */
} CorDb;

/* schema.c */
gboolean cor_db_open (CorDb *db, const char *path, GError **error);
void cor_db_close (CorDb *db);
gboolean cor_db_is_corrupt (CorDb *db);
/* Renames the file and begins a new one; sets kept_as. */
void cor_db_recover (CorDb *db);
/* A statement, prepared once, ready to be bound. Never NULL; a failure is in rc, and then
 * cor_db_row() says no. */
sqlite3_stmt *cor_db_prepare (CorDb *db, const char *text);
/* Whether there is a(nother) row; resets the statement when not. */
gboolean cor_db_row (CorDb *db, sqlite3_stmt *statement);
/* Carries out a statement that has no rows, or whose rows are of no interest. */
void cor_db_run (CorDb *db, sqlite3_stmt *statement);
void cor_db_exec (CorDb *db, const char *text);
void cor_db_bind_text (sqlite3_stmt *statement, int index, const char *text);
const char *cor_db_text (sqlite3_stmt *statement, int column);
/* A number for people, or NULL: as it is. Transfer full. */
char *cor_db_show_number (CorDb *db, const char *number);
void cor_db_begin (CorDb *db);
/* Commits, or rolls back if anything failed since cor_db_begin(). */
gboolean cor_db_commit (CorDb *db, GError **error);
gboolean cor_db_set_error (CorDb *db, GError **error);

/* contacts.c. All return FALSE with COR_STORE_ERROR_WRITE. */
void cor_db_begin_contacts (CorDb *db);
gboolean cor_db_put_contacts (CorDb *db, GPtrArray *contacts, gboolean *ret_changed);
/* Deletes some of what the sync has not put, from `ret_after` on; at the end of it ret_after is 0.
 */
gboolean cor_db_end_contacts (CorDb *db, gint64 *ret_after, GError **error);
GObject *cor_db_contact_from_row (CorDb *db, sqlite3_stmt *statement);
#define COR_DB_CONTACT_COLUMNS \
  "id, version, number, source, type, name, company, job, email, notes, phones"

/* history.c */
gboolean cor_db_put_history (CorDb *db, GPtrArray *entries, gboolean *ret_changed, GError **error);
GObject *cor_db_history_from_row (CorDb *db, sqlite3_stmt *statement);
#define COR_DB_HISTORY_COLUMNS \
  "id, version, key, direction, time, duration, number, name, company, queue, answered"
/* In the words of a missed call; no word of a text can be it. */
#define COR_DB_MISSED "\xee\x80\x80"

/* lookup.c */
/* Whether rows that were read are shown differently now. */
gboolean cor_db_set_country (CorDb *db, const char *country);
/* ret_company: of somebody whose name is known; else as it was. */
char *cor_db_lookup_name (CorDb *db, const char *number, char **ret_company, GError **error);

G_END_DECLS
