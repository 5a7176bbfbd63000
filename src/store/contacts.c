/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contacts in the database: what a sync puts, what its end deletes, and rows back to objects. */
#include "config.h"
#include "db.h"
#include "pack.h"
#include "rank.h"
#include "text.h"
#include "model/card.h"

#define DELETE_AT_ONCE 200 /* rows */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 61)
#define STEP (G_GINT64_CONSTANT (1) << 24) /* between neighbours that are put in order */

enum { NAME, COMPANY, JOB, EMAIL, NOTES, SOURCE, TYPE, OWNER, CARD, HEADS, N_TEXTS };

/* A contact as it is stored. */
typedef struct {
  gint64 number; /* the server's id */
  char *texts[N_TEXTS];
  char *phones; /* of pack.h */
  char *sort;
  char *words;
  char *key;
} Row;

static void
row_free (Row *row)
{
  for (guint i = 0; i < N_TEXTS; i++)
    g_free (row->texts[i]);
  g_free (row->phones);
  g_free (row->sort);
  g_free (row->words);
  g_free (row->key);
  g_free (row);
}

/* Without a number of the server's, a row is known by what it says. */
static char *
make_key (const Row *row)
{
  g_autofree char *said = NULL;
  const char *source = row->texts[SOURCE] != NULL ? row->texts[SOURCE] : "";

  if (row->number != 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", row->number, source);
  said =
    g_strconcat (source, "\x1f", row->texts[NAME] != NULL ? row->texts[NAME] : "", "\x1f",
                 row->texts[COMPANY] != NULL ? row->texts[COMPANY] : "", "\x1f", row->phones, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, said, -1);
}

static Row *
row_new (CorContact *contact)
{
  Row *row = g_new0 (Row, 1);
  const char *const texts[N_TEXTS] = {
    [NAME] = cor_contact_get_name (contact),   [COMPANY] = cor_contact_get_company (contact),
    [JOB] = cor_contact_get_job (contact),     [EMAIL] = cor_contact_get_email (contact),
    [NOTES] = cor_contact_get_notes (contact), [SOURCE] = cor_contact_get_source (contact),
    [TYPE] = cor_contact_get_kind (contact),   [OWNER] = cor_contact_get_owner (contact),
  };
  GString *sort = g_string_new (NULL), *words = g_string_new (NULL);
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  row->number = cor_contact_get_id (contact);
  for (guint i = 0; i < N_TEXTS; i++)
    row->texts[i] = cor_text_bounded (texts[i]);
  row->phones = cor_pack_phones (contact);
  row->texts[CARD] = cor_pack_card (cor_contact_get_card (contact));
  row->key = make_key (row);
  cor_text_append_words (sort, cor_contact_get_shown (contact));
  for (guint i = NAME; i <= NOTES; i++)
    cor_text_append_words (words, row->texts[i]);
  for (guint i = 0; i < MIN (n, COR_PACK_PHONES_MAX); i++)
    if (phones[i].masked)
      cor_text_append_words (words, phones[i].number);
  row->texts[HEADS] = cor_rank_heads (sort->str, row->phones);
  row->sort = g_string_free (sort, FALSE);
  row->words = g_string_free (words, FALSE);
  return row;
}

GObject *
cor_db_contact_from_row (CorDb *db, sqlite3_stmt *statement)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_free);
  CorContactPhone phones[COR_PACK_PHONES_MAX];
  g_autofree char *copy = NULL;
  g_autoptr (CorCard) card = NULL;
  CorContactFields fields = {
    .id = sqlite3_column_int64 (statement, 2),
    .source = cor_db_text (statement, 3),
    .type = cor_db_text (statement, 4),
    .name = cor_db_text (statement, 5),
    .company = cor_db_text (statement, 6),
    .job = cor_db_text (statement, 7),
    .email = cor_db_text (statement, 8),
    .notes = cor_db_text (statement, 9),
    .phones = phones,
    .owner = cor_db_text (statement, 11),
  };

  fields.n_phones = cor_unpack_phones (cor_db_text (statement, 10), phones, &copy);
  for (guint i = 0; i < fields.n_phones; i++) {
    phones[i].shown = phones[i].masked ? NULL : cor_db_show_number (db, phones[i].number);
    g_ptr_array_add (shown, (char *)phones[i].shown);
  }
  fields.card = card = cor_unpack_card (cor_db_text (statement, 12), &fields);
  return G_OBJECT (cor_contact_new (&fields));
}

static gint64
read_id (CorDb *db, sqlite3_stmt *statement)
{
  gint64 id = cor_db_row (db, statement) ? sqlite3_column_int64 (statement, 0) : 0;

  sqlite3_reset (statement);
  return id;
}

static void
run_with_ids (CorDb *db, const char *text, gint64 first, gint64 second)
{
  sqlite3_stmt *statement = cor_db_prepare (db, text);

  sqlite3_bind_int64 (statement, 1, first);
  if (second != 0)
    sqlite3_bind_int64 (statement, 2, second);
  cor_db_run (db, statement);
}

/* What the indexes know of a row. */
typedef struct {
  char *words;
  char *heads; /* or NULL: of a row that was written before there were any */
  char *phones;
} Indexed;

static void
indexed_clear (Indexed *indexed)
{
  g_free (indexed->words);
  g_free (indexed->heads);
  g_free (indexed->phones);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Indexed, indexed_clear)

static gboolean
read_indexed (CorDb *db, gint64 id, Indexed *indexed)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT words, heads, phones FROM contact WHERE id = ?1");

  sqlite3_bind_int64 (statement, 1, id);
  if (!cor_db_row (db, statement))
    return FALSE;
  indexed->words = g_strdup (cor_db_text (statement, 0));
  indexed->heads = g_strdup (cor_db_text (statement, 1));
  indexed->phones = g_strdup (cor_db_text (statement, 2));
  sqlite3_reset (statement);
  return TRUE;
}

static void
index_words (CorDb *db, const char *text, gint64 id, const Indexed *indexed)
{
  g_autofree char *all = cor_rank_tokens (indexed->words, indexed->heads, indexed->phones);
  sqlite3_stmt *statement = cor_db_prepare (db, text);

  sqlite3_bind_int64 (statement, 1, id);
  cor_db_bind_text (statement, 2, all);
  cor_db_run (db, statement);
}

static void
index_phones (CorDb *db, const char *text, gint64 id, const char *packed)
{
  CorContactPhone phones[COR_PACK_PHONES_MAX];
  g_autofree char *copy = NULL;
  guint n = cor_unpack_phones (packed, phones, &copy);

  for (guint i = 0; i < n; i++) {
    g_autofree char *digits = phones[i].masked ? NULL : cor_text_match_digits (phones[i].number);
    sqlite3_stmt *statement;

    if (digits == NULL)
      continue;
    statement = cor_db_prepare (db, text);
    cor_db_bind_text (statement, 1, g_strreverse (digits));
    sqlite3_bind_int64 (statement, 2, id);
    cor_db_run (db, statement);
  }
}

static void
add_to_indexes (CorDb *db, gint64 id, const Indexed *indexed)
{
  index_words (db, "INSERT INTO contact_words (rowid, words) VALUES (?1, ?2)", id, indexed);
  index_phones (db, "INSERT OR IGNORE INTO phone (reversed, contact) VALUES (?1, ?2)", id,
                indexed->phones);
}

static void
remove_from_indexes (CorDb *db, gint64 id, const Indexed *indexed)
{
  index_words (db,
               "INSERT INTO contact_words (contact_words, rowid, words) VALUES ('delete', ?1, ?2)",
               id, indexed);
  index_phones (db, "DELETE FROM phone WHERE reversed = ?1 AND contact = ?2", id, indexed->phones);
}

static void
delete_row (CorDb *db, gint64 id)
{
  g_auto (Indexed) indexed = { 0 };

  if (!read_indexed (db, id, &indexed))
    return;
  remove_from_indexes (db, id, &indexed);
  run_with_ids (db, "DELETE FROM contact WHERE id = ?1", id, 0);
}

static void
move_row (CorDb *db, gint64 from, gint64 to)
{
  g_auto (Indexed) indexed = { 0 };

  if (from == to || !read_indexed (db, from, &indexed))
    return;
  remove_from_indexes (db, from, &indexed);
  run_with_ids (db, "UPDATE contact SET id = ?2 WHERE id = ?1", from, to);
  run_with_ids (db, "UPDATE temp.seen SET id = ?2 WHERE id = ?1", from, to);
  add_to_indexes (db, to, &indexed);
}

static GArray *
ids_around (CorDb *db, gint64 id, gint64 reach)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT id FROM contact WHERE id BETWEEN ?1 - ?2 AND ?1 + ?2 ORDER BY id");

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, reach);
  while (cor_db_row (db, statement)) {
    gint64 found = sqlite3_column_int64 (statement, 0);

    g_array_append_val (ids, found);
  }
  return ids;
}

/* Spreads the rows around a place without gaps evenly over the smallest reach that has room. All
 * go to the far end first, so that no two ever have the same id. */
static void
make_room (CorDb *db, gint64 id)
{
  g_autoptr (GArray) ids = NULL;
  gint64 reach = STEP, apart = 0;

  while (db->rc == SQLITE_OK) {
    g_clear_pointer (&ids, g_array_unref);
    ids = ids_around (db, id, reach);
    apart = reach * 2 / (ids->len + 1);
    if (apart >= 256 || reach > FIRST_ID / 4)
      break;
    reach *= 2;
  }
  for (guint i = 0; ids != NULL && i < ids->len && db->rc == SQLITE_OK; i++)
    move_row (db, g_array_index (ids, gint64, i), i + 1);
  for (guint i = 0; ids != NULL && i < ids->len && db->rc == SQLITE_OK; i++)
    move_row (db, i + 1, id - reach + apart * (i + 1));
}

/* An id between two neighbours, for the first of `n` rows that go there. What comes in order one
 * part after the other goes to the low end, and leaves the rest to what follows. */
static gint64
place_between (gint64 before, gint64 after, guint n, gboolean more_follow)
{
  gint64 gap = after - before;

  if (before == 0 && after == 0)
    return FIRST_ID;
  if (after == 0)
    return before + MIN (STEP, (G_MAXINT64 - before) / 2);
  if (before == 0)
    return after - MIN (STEP, (after - COR_PACK_PHONES_MAX) / 2);
  return before + MAX (gap / (n + 1) / (more_follow ? 64 : 1), 1);
}

/* How many rows from `first` on come before `sort`. */
static guint
count_before (GPtrArray *rows, guint first, const char *sort)
{
  guint n = 0;

  while (first + n < rows->len && strcmp (((Row *)rows->pdata[first + n])->sort, sort) < 0)
    n++;
  return MAX (n, 1);
}

/* An id for the row at `index` of those that are being put, in order of all rows. */
static gint64
find_place (CorDb *db, GPtrArray *rows, guint index)
{
  const char *sort = ((Row *)rows->pdata[index])->sort;

  for (guint tries = 0; tries < 2 && db->rc == SQLITE_OK; tries++) {
    sqlite3_stmt *before_statement = cor_db_prepare (
      db, "SELECT id FROM contact WHERE sort <= ?1 ORDER BY sort DESC, id DESC LIMIT 1");
    sqlite3_stmt *after_statement =
      cor_db_prepare (db, "SELECT id, sort FROM contact WHERE sort > ?1 ORDER BY sort, id LIMIT 1");
    gint64 before, after = 0;
    guint n = 1;

    cor_db_bind_text (before_statement, 1, sort);
    cor_db_bind_text (after_statement, 1, sort);
    before = read_id (db, before_statement);
    if (cor_db_row (db, after_statement)) {
      after = sqlite3_column_int64 (after_statement, 0);
      n = count_before (rows, index, cor_db_text (after_statement, 1));
    }
    sqlite3_reset (after_statement);
    if (before == 0 || after == 0 || after - before > 1)
      return place_between (before, after, n,
                            index + n == rows->len && (n > 16 || before == db->last_put));
    make_room (db, before);
  }
  return 0;
}

static void
insert_row (CorDb *db, const Row *row, gint64 id)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "INSERT INTO contact (id, key, version, number, sort, phones, words, name, company, job,"
        " email, notes, source, type, owner, card, heads) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
        " ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
  const Indexed indexed = { row->words, row->texts[HEADS], row->phones };

  sqlite3_bind_int64 (statement, 1, id);
  cor_db_bind_text (statement, 2, row->key);
  sqlite3_bind_int64 (statement, 3, ++db->version);
  sqlite3_bind_int64 (statement, 4, row->number);
  cor_db_bind_text (statement, 5, row->sort);
  cor_db_bind_text (statement, 6, row->phones);
  cor_db_bind_text (statement, 7, row->words);
  for (guint i = 0; i < N_TEXTS; i++)
    cor_db_bind_text (statement, 8 + i, row->texts[i]);
  cor_db_run (db, statement);
  add_to_indexes (db, id, &indexed);
  db->last_put = id;
}

/* Compares with the columns of the statement in put_row(). */
static gboolean
is_same (const Row *row, sqlite3_stmt *statement)
{
  for (guint i = 0; i < N_TEXTS; i++)
    if (g_strcmp0 (row->texts[i], cor_db_text (statement, 3 + i)) != 0)
      return FALSE;
  return g_strcmp0 (row->phones, cor_db_text (statement, 1)) == 0 &&
         g_strcmp0 (row->words, cor_db_text (statement, 3 + N_TEXTS)) == 0;
}

static gboolean
was_seen (CorDb *db, gint64 id)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT id FROM temp.seen WHERE id = ?1 AND pass = ?2");

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, (int)db->pass);
  return read_id (db, statement) != 0;
}

/* Returns whether anything was written. Of two rows with one key in one sync the first stays, as
 * taking turns would make every sync a change. */
static gboolean
put_row (CorDb *db, GPtrArray *rows, guint index)
{
  const Row *row = rows->pdata[index];
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT id, phones, sort, name, company, job, email, notes, source, type, owner, card,"
        " heads, words FROM contact WHERE key = ?1");
  gint64 id = 0, old = 0;
  gboolean same = FALSE;

  if (db->hidden != NULL && g_hash_table_contains (db->hidden, row->key)) {
    db->n_hidden_seen++;
    return FALSE;
  }

  cor_db_bind_text (statement, 1, row->key);
  if (cor_db_row (db, statement)) {
    old = sqlite3_column_int64 (statement, 0);
    same = is_same (row, statement);
    id = g_str_equal (row->sort, cor_db_text (statement, 2)) ? old : 0;
  }
  sqlite3_reset (statement);
  if (old != 0 && db->syncing && !db->forced && was_seen (db, old))
    return FALSE;
  if (!same) {
    if (old != 0)
      delete_row (db, old);
    if (id == 0)
      id = find_place (db, rows, index);
    insert_row (db, row, id);
    if (old == 0 && (!db->syncing || db->forced))
      cor_db_add_to_mark (db, 1);
  }
  if (db->syncing)
    run_with_ids (db, "INSERT OR REPLACE INTO temp.seen (id, pass) VALUES (?1, ?2)", id, db->pass);
  return !same;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Row *const *)a)->sort, (*(Row *const *)b)->sort);
}

void
cor_db_begin_contacts (CorDb *db)
{
  cor_db_exec (db, "DELETE FROM temp.seen");
  db->n_hidden_seen = 0;
  db->pass = 1;
  db->first_pass = 0;
  db->syncing = TRUE;
  db->sync_changed = FALSE;
  g_clear_error (&db->sync_error);
}

gboolean
cor_db_put_contacts (CorDb *db, GPtrArray *contacts, gboolean *ret_changed)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  for (guint i = 0; i < contacts->len; i++)
    g_ptr_array_add (rows, row_new (contacts->pdata[i]));
  /* The index is quickest when its rows come in order. */
  g_ptr_array_sort (rows, compare_rows);
  cor_db_begin (db);
  for (guint i = 0; i < rows->len && db->rc == SQLITE_OK; i++)
    changed |= put_row (db, rows, i);
  if (!cor_db_commit (db, &error)) {
    if (db->syncing && db->sync_error == NULL)
      db->sync_error = g_steal_pointer (&error);
    return FALSE;
  }
  db->sync_changed |= changed;
  db->recent_stale |= changed;
  *ret_changed = changed;
  return TRUE;
}

gboolean
cor_db_end_contacts (CorDb *db, gint64 *ret_after, GError **error)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT id FROM contact WHERE id > ?1 AND id NOT IN (SELECT id FROM temp.seen"
        " WHERE pass >= ?2) ORDER BY id LIMIT " G_STRINGIFY (DELETE_AT_ONCE));
  gint64 ids[DELETE_AT_ONCE];
  guint n = 0;

  if (db->sync_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&db->sync_error));
    db->syncing = FALSE;
    return FALSE;
  }
  sqlite3_bind_int64 (statement, 1, *ret_after);
  sqlite3_bind_int (statement, 2, (int)db->first_pass);
  while (n < DELETE_AT_ONCE && cor_db_row (db, statement))
    ids[n++] = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  cor_db_begin (db);
  for (guint i = 0; i < n; i++)
    delete_row (db, ids[i]);
  db->syncing = n == DELETE_AT_ONCE;
  if (!cor_db_commit (db, error))
    return FALSE;
  db->sync_changed |= n > 0;
  db->recent_stale |= n > 0;
  *ret_after = db->syncing ? ids[n - 1] : 0;
  return TRUE;
}

void
cor_db_begin_pass (CorDb *db)
{
  db->pass++;
  db->n_hidden_seen = 0;
}

gint64
cor_db_count_seen (CorDb *db, gboolean in_all_passes)
{
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT count(*) FROM temp.seen WHERE pass >= ?1");

  db->first_pass = in_all_passes ? 0 : db->pass;
  sqlite3_bind_int (statement, 1, (int)db->first_pass);
  return read_id (db, statement) + db->n_hidden_seen;
}

gboolean
cor_db_hide_contact (CorDb *db, GObject *contact, gboolean *ret_changed, GError **error)
{
  Row *row = row_new (COR_CONTACT (contact));
  sqlite3_stmt *statement = cor_db_prepare (db, "SELECT id FROM contact WHERE key = ?1");
  gint64 id;

  if (db->hidden == NULL)
    db->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  cor_db_bind_text (statement, 1, row->key);
  id = read_id (db, statement);
  g_hash_table_add (db->hidden, g_steal_pointer (&row->key));
  row_free (row);
  *ret_changed = id != 0;
  if (id == 0)
    return cor_db_set_error (db, error);
  cor_db_begin (db);
  delete_row (db, id);
  cor_db_add_to_mark (db, -1);
  db->recent_stale = TRUE;
  return cor_db_commit (db, error);
}

gboolean
cor_db_show_contact (CorDb *db, GObject *contact, gboolean *ret_changed)
{
  Row *row = row_new (COR_CONTACT (contact));
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  if (db->hidden != NULL)
    g_hash_table_remove (db->hidden, row->key);
  row_free (row);
  g_ptr_array_add (rows, contact);
  return cor_db_put_contacts (db, rows, ret_changed);
}
