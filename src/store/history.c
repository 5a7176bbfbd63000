/* SPDX-License-Identifier: GPL-3.0-or-later
 * History in the database. A row's id is its time and a count of those at that time, so that ids
 * are in the order of time. */
#include "config.h"
#include "db.h"
#include "text.h"
#include "model/history-entry.h"

#define TIME_SHIFT 20
#define TIME_MAX (G_GINT64_CONSTANT (1) << 42)

gint64
cor_db_history_id (gint64 time)
{
  return CLAMP (time, 0, TIME_MAX) << TIME_SHIFT;
}

static gboolean
is_same_day (gint64 one, gint64 other)
{
  g_autoptr (GDateTime) first = g_date_time_new_from_unix_local (one);
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_local (other);

  if (one == 0 || other == 0 || first == NULL || second == NULL)
    return one == other;
  return g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (second) &&
         g_date_time_get_year (first) == g_date_time_get_year (second);
}

GObject *
cor_db_history_from_row (CorDb *db, sqlite3_stmt *statement, gint64 time_above)
{
  g_autofree char *shown = cor_db_show_number (db, cor_db_text (statement, 6));
  g_autofree char *known = NULL;
  g_autofree char *known_company = NULL;
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
    .recorded = sqlite3_column_int (statement, 11),
    .note = cor_db_text (statement, 12),
    .shown_number = shown,
  };

  /* Whom the server does not know the phonebook may. */
  if (fields.name == NULL && fields.company == NULL && *fields.number != '\0') {
    known = cor_db_lookup_name (db, fields.number, &known_company, NULL);
    fields.name = known;
    fields.company = known_company;
  }
  fields.heads_day = time_above < 0 || !is_same_day (fields.time, time_above);

  return G_OBJECT (cor_history_entry_new (&fields));
}

static char *
make_words (CorDb *db, CorHistoryEntry *entry)
{
  static const char *const kinds[] = {
    [COR_HISTORY_IN] = COR_DB_RECEIVED,
    [COR_HISTORY_OUT] = COR_DB_MADE,
    [COR_HISTORY_MISSED] = COR_DB_MISSED,
  };
  GString *words = g_string_new (NULL);
  g_autofree char *note = cor_db_dup_note (db, cor_history_entry_get_id (entry));

  cor_text_append_words (words, cor_history_entry_get_name (entry));
  cor_text_append_words (words, cor_history_entry_get_company (entry));
  cor_text_append_words (words, cor_history_entry_get_queue (entry));
  if (cor_history_entry_is_masked (entry))
    cor_text_append_words (words, cor_history_entry_get_number (entry));
  cor_text_append_tails (words, cor_history_entry_get_number (entry));
  if (cor_history_entry_get_direction (entry) < G_N_ELEMENTS (kinds) &&
      kinds[cor_history_entry_get_direction (entry)] != NULL)
    g_string_append_printf (words, " %s", kinds[cor_history_entry_get_direction (entry)]);
  if (cor_history_entry_get_queue (entry) != NULL)
    g_string_append (words, " " COR_DB_QUEUE);
  cor_text_append_words (words, note);
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
         g_strcmp0 (words, cor_db_text (statement, 9)) == 0 &&
         cor_history_entry_is_recorded (entry) == sqlite3_column_int (statement, 10);
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
  gint64 first = cor_db_history_id (time);
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

/* Where a row goes. */
typedef struct {
  gint64 id; /* or 0: the first that is free */
  gboolean unseen;
} Place;

static void
insert_row (CorDb *db, CorHistoryEntry *entry, const Place *place, const char *words)
{
  gint64 id = place->id != 0 ? place->id : find_place (db, cor_history_entry_get_time (entry));
  sqlite3_stmt *statement = cor_db_prepare (
    db, "INSERT INTO history (id, key, version, direction, time, duration, number, name, company,"
        " queue, answered, words, recorded, unseen)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");

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
  sqlite3_bind_int (statement, 13, cor_history_entry_is_recorded (entry));
  sqlite3_bind_int (statement, 14, place->unseen);
  cor_db_run (db, statement);
  write_words (db, "INSERT INTO history_words (rowid, words) VALUES (?1, ?2)", id, words);
}

/* A call rings at several phones and has a record for each: what counts is that one was answered.
 */
static gboolean
says_less (CorHistoryEntry *entry, gboolean known_answered)
{
  return known_answered && !cor_history_entry_is_answered (entry);
}

static gboolean
put_entry (CorDb *db, CorHistoryEntry *entry, gint64 first)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT id, direction, time, duration, answered, number, name, company, queue, words,"
        " recorded, unseen FROM history WHERE key = ?1");
  g_autofree char *words = make_words (db, entry);
  g_autofree char *old_words = NULL;
  Place place = { .unseen = cor_history_entry_get_time (entry) >= first };
  gint64 old = 0;
  gboolean same = FALSE;

  cor_db_bind_text (statement, 1, cor_history_entry_get_id (entry));
  if (cor_db_row (db, statement)) {
    old = sqlite3_column_int64 (statement, 0);
    same =
      says_less (entry, sqlite3_column_int (statement, 4)) || is_same (entry, words, statement);
    place.id = cor_history_entry_get_time (entry) == sqlite3_column_int64 (statement, 2) ? old : 0;
    place.unseen = sqlite3_column_int (statement, 11);
    old_words = g_strdup (cor_db_text (statement, 9));
  }
  sqlite3_reset (statement);
  if (same || db->rc != SQLITE_OK)
    return FALSE;
  if (old != 0)
    delete_row (db, old, old_words);
  place.unseen &= cor_history_entry_get_direction (entry) == COR_HISTORY_MISSED;
  insert_row (db, entry, &place, words);
  return TRUE;
}

/* As the server told it: the words are of that. */
static CorHistoryEntry *
read_entry (CorDb *db, const char *key, gint64 *ret_id, char **ret_words)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT id, direction, number, name, company, queue, words FROM history WHERE key = ?1");
  CorHistoryEntry *entry = NULL;

  cor_db_bind_text (statement, 1, key);
  if (cor_db_row (db, statement)) {
    const CorHistoryFields fields = {
      .id = key,
      .direction = CLAMP (sqlite3_column_int (statement, 1), COR_HISTORY_IN, COR_HISTORY_INTERNAL),
      .number = cor_db_text (statement, 2),
      .name = cor_db_text (statement, 3),
      .company = cor_db_text (statement, 4),
      .queue = cor_db_text (statement, 5),
    };

    entry = cor_history_entry_new (&fields);
    *ret_id = sqlite3_column_int64 (statement, 0);
    *ret_words = g_strdup (cor_db_text (statement, 6));
  }
  sqlite3_reset (statement);
  return entry;
}

gboolean
cor_db_rewrite_history (CorDb *db, const char *key, gboolean only_words)
{
  g_autofree char *before = NULL, *words = NULL;
  gint64 id = 0;
  g_autoptr (CorHistoryEntry) entry = read_entry (db, key, &id, &before);
  sqlite3_stmt *statement;

  if (entry == NULL)
    return FALSE;
  words = make_words (db, entry);
  if (only_words && g_str_equal (words, before))
    return TRUE;
  write_words (db,
               "INSERT INTO history_words (history_words, rowid, words) VALUES ('delete', ?1, ?2)",
               id, before);
  write_words (db, "INSERT INTO history_words (rowid, words) VALUES (?1, ?2)", id, words);
  statement = cor_db_prepare (db, "UPDATE history SET words = ?2, version = ?3 WHERE id = ?1");
  sqlite3_bind_int64 (statement, 1, id);
  cor_db_bind_text (statement, 2, words);
  sqlite3_bind_int64 (statement, 3, ++db->version);
  cor_db_run (db, statement);
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = cor_history_entry_get_time (*(CorHistoryEntry *const *)a);
  gint64 second = cor_history_entry_get_time (*(CorHistoryEntry *const *)b);

  return (first > second) - (first < second);
}

/* Of the records of one call the one that says most, the first of several. Transfer container. */
static GPtrArray *
pick_calls (GPtrArray *entries, gint64 floor)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *calls = g_ptr_array_sized_new (entries->len);

  for (guint i = 0; i < entries->len; i++) {
    CorHistoryEntry *entry = entries->pdata[i];
    char *id = (char *)cor_history_entry_get_id (entry);
    gpointer place;

    if (cor_history_entry_get_time (entry) < floor)
      continue;
    if (!g_hash_table_lookup_extended (places, id, NULL, &place)) {
      g_hash_table_insert (places, id, GUINT_TO_POINTER (calls->len));
      g_ptr_array_add (calls, entry);
    } else if (!cor_history_entry_is_answered (calls->pdata[GPOINTER_TO_UINT (place)]) &&
               cor_history_entry_is_answered (entry)) {
      calls->pdata[GPOINTER_TO_UINT (place)] = entry;
    }
  }
  return calls;
}

gboolean
cor_db_put_history (CorDb *db, GPtrArray *entries, gboolean *ret_changed, GError **error)
{
  g_autoptr (GPtrArray) calls = NULL;
  gint64 first = cor_db_read_history_mark (db, "first");
  gboolean changed = FALSE;

  calls = pick_calls (entries, MAX (cor_db_read_history_mark (db, "floor"),
                                    cor_db_read_history_mark (db, "cleared")));
  g_ptr_array_sort (calls, compare_times);
  cor_db_begin (db);
  for (guint i = 0; i < calls->len && db->rc == SQLITE_OK; i++)
    changed |= put_entry (db, calls->pdata[i], first);
  if (!cor_db_commit (db, error))
    return FALSE;
  *ret_changed = changed;
  return TRUE;
}
