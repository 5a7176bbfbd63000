/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which of the contacts that match a query come first.
 *
 * The index has, beside every word of a row, tokens of its own for what somebody is known by: each
 * word of the name, each number from its first digit, and the keys of a telephone that write a
 * word of the name. A mark before them, that is in no word, tells them apart. So each group is a
 * query of the index by itself, whose first rows are found without looking at the rest. */
#include "config.h"
#include "rank.h"
#include "pack.h"
#include "text.h"
#include <string.h>

#define HEAD "\xc2\x81"
#define KEYS "\xc2\x82"
#define KEYS_MIN 3 /* fewer keys are a number's rather than a name's */

#define RECENT_CALLS 200 /* looked at for who was talked to */
#define RECENT_MAX 50    /* contacts of them */
#define RECENT_SHOWN 5   /* of those that match, before all others */
#define TAIL 9           /* digits that two ways of writing one number share */

typedef struct {
  gint64 id;
  char *tokens; /* each after a space */
} Recent;

static void
recent_free (gpointer data)
{
  Recent *recent = data;

  g_free (recent->tokens);
  g_free (recent);
}

/* --- What goes into the index. --- */

/* FALSE when the word has a letter that is on no key. */
static gboolean
append_keys (GString *out, const char *word, gsize length)
{
  static const char keys[] = "22233344455566677778889999";
  gsize before = out->len;

  for (gsize i = 0; i < length; i++) {
    char key = g_ascii_isdigit (word[i])   ? word[i]
               : g_ascii_islower (word[i]) ? keys[word[i] - 'a']
                                           : '\0';

    if (key == '\0') {
      g_string_truncate (out, before);
      return FALSE;
    }
    g_string_append_c (out, key);
  }
  return TRUE;
}

static void
append_head (GString *out, const char *word, gsize length)
{
  g_string_append (out, out->len > 0 ? " " HEAD : HEAD);
  g_string_append_len (out, word, (gssize)length);
}

static void
append_name (GString *out, const char *name)
{
  for (const char *word = name; *word != '\0';) {
    gsize length = strcspn (word, " ");

    append_head (out, word, length);
    if (length >= KEYS_MIN && strspn (word, "0123456789") < length) {
      gsize before = out->len;

      g_string_append (out, " " KEYS);
      if (!append_keys (out, word, length))
        g_string_truncate (out, before);
    }
    word += length + (word[length] == ' ');
  }
}

char *
cor_rank_heads (const char *name, const char *packed_phones)
{
  GString *heads = g_string_new (NULL);
  CorContactPhone phones[COR_PACK_PHONES_MAX];
  g_autofree char *copy = NULL;
  guint n = cor_unpack_phones (packed_phones, phones, &copy);

  append_name (heads, name);
  for (guint i = 0; i < n; i++) {
    g_autofree char *digits = cor_text_digits (phones[i].number);

    if (*digits != '\0')
      append_head (heads, digits, strlen (digits));
  }
  return g_string_free (heads, FALSE);
}

char *
cor_rank_tokens (const char *words, const char *heads, const char *packed_phones)
{
  GString *all = g_string_new (words);
  CorContactPhone phones[COR_PACK_PHONES_MAX];
  g_autofree char *copy = NULL;
  guint n = cor_unpack_phones (packed_phones, phones, &copy);

  for (guint i = 0; i < n; i++)
    cor_text_append_tails (all, phones[i].number);
  if (heads != NULL && *heads != '\0') {
    g_string_append_c (all, ' ');
    g_string_append (all, heads);
  }
  return g_string_free (all, FALSE);
}

/* --- What is asked of it. --- */

/* "MARKword"* of all words; exact: the last one is no beginning either. */
static char *
join (GPtrArray *words, const char *mark, gboolean exact)
{
  GString *expression = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (expression, "%s\"%s%s\"%s", i > 0 ? " AND " : "", mark,
                            (const char *)words->pdata[i], exact ? "" : "*");
  return g_string_free (expression, FALSE);
}

/* Of one part, or of the other. */
static char *
or_keys (char *expression, GPtrArray *words, gboolean has_keys, gboolean exact)
{
  g_autofree char *first = expression;
  g_autofree char *keys = has_keys ? join (words, KEYS, exact) : NULL;

  return keys != NULL ? g_strdup_printf ("%s OR %s", first, keys) : g_steal_pointer (&first);
}

CorRanking *
cor_ranking_new (const char *query)
{
  gboolean is_number = FALSE;
  g_autoptr (GPtrArray) words = cor_search_words (query, &is_number);
  gboolean has_keys = is_number && words->len == 1 && strlen (words->pdata[0]) >= KEYS_MIN;
  g_autofree char *exact = NULL;
  g_autofree char *beginning = NULL;
  CorRanking *ranking;

  if (words->len == 0)
    return NULL;
  ranking = g_new0 (CorRanking, 1);
  exact = or_keys (join (words, HEAD, TRUE), words, has_keys, TRUE);
  beginning = or_keys (join (words, HEAD, FALSE), words, has_keys, FALSE);
  ranking->all = or_keys (join (words, "", FALSE), words, has_keys, FALSE);
  ranking->tiers[0] = g_strdup (exact);
  ranking->tiers[1] = g_strdup_printf ("(%s) NOT (%s)", beginning, exact);
  ranking->tiers[2] = g_strdup_printf ("(%s) NOT (%s)", ranking->all, beginning);
  ranking->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (ranking->words, g_strconcat (" ", words->pdata[i], NULL));
  if (has_keys)
    ranking->instead = g_strconcat (" " KEYS, words->pdata[0], NULL);
  return ranking;
}

void
cor_ranking_free (CorRanking *ranking)
{
  if (ranking == NULL)
    return;
  g_free (ranking->all);
  for (guint i = 0; i < COR_RANK_TIERS; i++)
    g_free (ranking->tiers[i]);
  g_ptr_array_unref (ranking->words);
  g_free (ranking->instead);
  g_free (ranking);
}

/* --- Who was talked to of late. --- */

static void
add_recent (CorDb *db, gint64 id)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT words, heads, phones FROM contact WHERE id = ?1");
  Recent *recent;

  for (guint i = 0; i < db->recent->len; i++)
    if (((Recent *)db->recent->pdata[i])->id == id)
      return;
  sqlite3_bind_int64 (statement, 1, id);
  if (cor_db_row (db, statement)) {
    g_autofree char *tokens = cor_rank_tokens (
      cor_db_text (statement, 0), cor_db_text (statement, 1), cor_db_text (statement, 2));

    recent = g_new0 (Recent, 1);
    recent->id = id;
    recent->tokens = g_strconcat (" ", tokens, NULL);
    g_ptr_array_add (db->recent, recent);
  }
  sqlite3_reset (statement);
}

/* The number as it is, or where it is long one that ends the same. ':' follows '9'. */
static void
add_recent_of_number (CorDb *db, const char *number)
{
  g_autofree char *digits = cor_text_match_digits (number);
  gboolean is_long = digits != NULL && strlen (digits) >= TAIL;
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT contact FROM phone WHERE reversed >= ?1 AND reversed < ?2 LIMIT 1");
  g_autofree char *from = NULL, *to = NULL;
  gint64 id = 0;

  if (digits == NULL)
    return;
  from = g_strndup (g_strreverse (digits), is_long ? TAIL : strlen (digits));
  to = g_strconcat (from, is_long ? ":" : "!", NULL);
  cor_db_bind_text (statement, 1, from);
  cor_db_bind_text (statement, 2, to);
  if (cor_db_row (db, statement))
    id = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  if (id != 0)
    add_recent (db, id);
}

static void
read_recent (CorDb *db)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT number FROM history ORDER BY id DESC LIMIT " G_STRINGIFY (RECENT_CALLS));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (db->recent != NULL && db->recent_version == db->version && !db->recent_stale)
    return;
  g_clear_pointer (&db->recent, g_ptr_array_unref);
  db->recent = g_ptr_array_new_with_free_func (recent_free);
  while (db->recent->len < RECENT_MAX && cor_db_row (db, statement)) {
    const char *number = cor_db_text (statement, 0);

    if (number != NULL && g_hash_table_add (seen, g_strdup (number)))
      add_recent_of_number (db, number);
  }
  sqlite3_reset (statement);
  db->recent_version = db->version;
  db->recent_stale = FALSE;
}

static gboolean
has_all (const Recent *recent, const CorRanking *ranking)
{
  guint n = 0;

  if (ranking->instead != NULL && strstr (recent->tokens, ranking->instead) != NULL)
    return TRUE;
  while (n < ranking->words->len && strstr (recent->tokens, ranking->words->pdata[n]) != NULL)
    n++;
  return n == ranking->words->len;
}

static guint
find_recent (CorDb *db, const CorRanking *ranking, gint64 ids[RECENT_SHOWN])
{
  guint n = 0;

  read_recent (db);
  for (guint i = 0; i < db->recent->len && n < RECENT_SHOWN; i++) {
    const Recent *recent = db->recent->pdata[i];

    if (has_all (recent, ranking))
      ids[n++] = recent->id;
  }
  return n;
}

/* --- Rows. --- */

#define TIER(n)                                                             \
  "SELECT rowid AS place FROM contact_words WHERE contact_words MATCH ?" #n \
  " AND rowid NOT IN (?6, ?7, ?8, ?9, ?10)"

static void
append_tiers (CorDb *db, const CorRanking *ranking, const gint64 *recent, guint first, GArray *rows)
{
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT " COR_DB_CONTACT_COLUMNS " FROM (" TIER (1) " UNION ALL " TIER (
          2) " UNION ALL " TIER (3) " LIMIT ?4 OFFSET ?5) CROSS JOIN contact ON id = place");

  for (guint i = 0; i < COR_RANK_TIERS; i++)
    cor_db_bind_text (statement, 1 + (int)i, ranking->tiers[i]);
  sqlite3_bind_int64 (statement, 4, COR_DB_WINDOW - rows->len);
  sqlite3_bind_int64 (statement, 5, first);
  for (guint i = 0; i < RECENT_SHOWN; i++)
    sqlite3_bind_int64 (statement, 6 + (int)i, recent[i]);
  cor_search_collect (db, statement, rows);
}

static void
append_recent (CorDb *db, gint64 id, GArray *rows)
{
  sqlite3_stmt *statement =
    cor_db_prepare (db, "SELECT " COR_DB_CONTACT_COLUMNS " FROM contact WHERE id = ?1");

  sqlite3_bind_int64 (statement, 1, id);
  cor_search_collect (db, statement, rows);
}

GArray *
cor_ranking_window (CorDb *db, const CorRanking *ranking, guint window)
{
  GArray *rows = cor_search_new_rows ();
  gint64 recent[RECENT_SHOWN] = { -1, -1, -1, -1, -1 };
  guint n = find_recent (db, ranking, recent);

  db->was_read = TRUE;
  for (guint i = 0; window == 0 && i < n; i++)
    append_recent (db, recent[i], rows);
  append_tiers (db, ranking, recent, window == 0 ? 0 : window * COR_DB_WINDOW - n, rows);
  return rows;
}
