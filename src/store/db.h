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

  gboolean forced;       /* what is put is newer than what the sync under way has brought */
  gboolean syncing;      /* between begin and end; temp.seen has what was put */
  guint pass;            /* of the sync: it may bring everything several times */
  guint first_pass;      /* of those whose rows stay */
  gboolean sync_changed; /* rows differ since it began */
  GError *sync_error;    /* why the sync can't be completed */
  gint64 last_put;       /* id that was given last, see find_place() */

  GHashTable *hidden;  /* keys of contacts that are about to be deleted; or NULL */
  guint n_hidden_seen; /* of them, how many the sync brought */

  GPtrArray *recent; /* of rank.c: who was talked to last */
  gint64 recent_version;
  gboolean recent_stale; /* rows were deleted since */

  char *notes_path;    /* NULL: in memory */
  char *notes_refused; /* why none can be written, or NULL */

  char *country;     /* whose form numbers are shown in; NULL: as they are */
  gint64 reading;    /* of all rows, counted: with another country each is another row */
  guint64 named;     /* of the phonebooks, counted: with another one calls have other names */
  gboolean was_read; /* rows in the present form are on somebody's screen */
} CorDb;

/* schema.c */
gboolean cor_db_open (CorDb *db, const char *path, GError **error);
void cor_db_close (CorDb *db);
gboolean cor_db_is_corrupt (CorDb *db);
/* Renames the file and begins a new one; sets kept_as. */
void cor_db_recover (CorDb *db);
/* Empty where it is not there; read by nobody else. */
void cor_db_make_private_file (const char *path);
/* Under which name a damaged file is kept. Transfer full. */
char *cor_db_name_for_corrupt (const char *path);
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
gint64 cor_db_number (CorDb *db, const char *text); /* of the first row, or 0 */
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
/* The sync brings everything once more. */
void cor_db_begin_pass (CorDb *db);
/* How many rows the sync has brought, each once: in the last pass, or in any. What was not seen
 * there is what its end deletes. */
gint64 cor_db_count_seen (CorDb *db, gboolean in_all_passes);
/* Out of the mirror, and no sync brings it back until it is shown again. */
gboolean cor_db_hide_contact (CorDb *db, GObject *contact, gboolean *ret_changed, GError **error);
gboolean cor_db_show_contact (CorDb *db, GObject *contact, gboolean *ret_changed);
GObject *cor_db_contact_from_row (CorDb *db, sqlite3_stmt *statement);
#define COR_DB_CONTACT_COLUMNS \
  "id, version, number, source, type, name, company, job, email, notes, phones, owner, card"

/* mark.c: how the mirror stood to the server when all was read last. */
typedef struct {
  guint total;  /* rows of the server's then, and what its user has made and deleted since */
  char *stamp;  /* the server's of its central book; or NULL */
  gint64 time;  /* unix s; 0: all was never read */
  guint offset; /* up to which row it was looked through again since */
} CorBookMark;
void cor_db_read_mark (CorDb *db, CorBookMark *ret_mark); /* stamp: transfer full */
void cor_db_write_mark (CorDb *db, const CorBookMark *mark);
void cor_db_add_to_mark (CorDb *db, int rows);

/* history.c */
gboolean cor_db_put_history (CorDb *db, GPtrArray *entries, gboolean *ret_changed, GError **error);
/* time_above: of the row above it, or -1 when it is the first. */
GObject *cor_db_history_from_row (CorDb *db, sqlite3_stmt *statement, gint64 time_above);
#define COR_DB_HISTORY_COLUMNS                                                                     \
  "id, version, key, direction, time, duration, number, name, company, queue, answered, recorded," \
  " (SELECT text FROM notes.note WHERE note.key = history.key)"
#define COR_DB_HISTORY_TIME 4 /* the column */
/* The lowest id of that second. */
gint64 cor_db_history_id (gint64 time);
/* The call was written of: it is another row, found by other words. FALSE where it is not there. */
gboolean cor_db_rewrite_history (CorDb *db, const char *key, gboolean only_words);
/* Words of a call's kind; no word of a text can be one. */
#define COR_DB_MISSED "\xee\x80\x80"
#define COR_DB_RECEIVED "\xee\x80\x81"
#define COR_DB_MADE "\xee\x80\x82"
#define COR_DB_QUEUE "\xee\x80\x83"

/* history-marks.c */
typedef struct {
  gint64 from, to;   /* the mirror has every call between them; 0, 0: not known */
  gboolean complete; /* the server has none that is older */
  gint64 floor;      /* what is older is not kept */
  guint missed;      /* nobody has seen */
} CorDbMarks;
void cor_db_read_marks (CorDb *db, CorDbMarks *ret_marks);
gint64 cor_db_read_history_mark (CorDb *db, const char *name);
void cor_db_write_history_mark (CorDb *db, const char *name, gint64 value);
/* Each returns FALSE with COR_STORE_ERROR_WRITE. */
gboolean cor_db_see_missed (CorDb *db, gboolean *ret_changed, GError **error);
gboolean cor_db_set_recorded (CorDb *db,
                              const char *id,
                              gboolean recorded,
                              gboolean *ret_changed,
                              GError **error);
/* Rows that are older go, and don't come back while this is the floor. */
gboolean cor_db_set_floor (CorDb *db, gint64 floor, gboolean *ret_changed, GError **error);
/* All rows go; what the server has of them doesn't come back. */
gboolean cor_db_clear_history (CorDb *db, gboolean *ret_changed, GError **error);
/* Nothing of rows that are gone is left in the file. */
void cor_db_wipe (CorDb *db);

/* Words that are in no row any more are nowhere in the index. */
void cor_db_forget_words (CorDb *db);

/* notes.c: what the user wrote of calls. The mirror can be fetched again, these can't: they are in
 * a file of their own, which the connection has as `notes`. */
/* To the connection, which is new: what notes_path names. */
void cor_db_attach_notes (CorDb *db);
/* The file instead of what was attached. Fails with COR_STORE_ERROR_NOTES; where the file was
 * damaged, and set aside, notes can be written all the same. */
gboolean cor_db_open_notes (CorDb *db, const char *path, GError **error);
/* NULL: there is none. */
char *cor_db_dup_note (CorDb *db, const char *key);
/* text: NULL or "" for none. */
gboolean cor_db_set_note (CorDb *db,
                          const char *key,
                          const char *text,
                          gboolean *ret_changed,
                          GError **error);
/* In a transaction: notes on calls that are older. Whether there were any. */
gboolean cor_db_drop_notes (CorDb *db, gint64 time);

/* lookup.c */
/* Whether rows that were read are shown differently now. */
gboolean cor_db_set_country (CorDb *db, const char *country);
/* ret_company: of somebody whose name is known; else as it was. */
char *cor_db_lookup_name (CorDb *db, const char *number, char **ret_company, GError **error);

G_END_DECLS
