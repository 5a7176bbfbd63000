/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers as people write them, and the name that belongs to one. */
#include "config.h"
#include "db.h"
#include "numbering/numbering.h"
#include "text.h"

#define TAIL 9 /* digits that two ways of writing one number share */
/* Fewer in countries of short numbers, where the rest of the number decides. */
#define SHORT_TAIL 6
#define CANDIDATES_MAX 200

gboolean
cor_db_set_country (CorDb *db, const char *country)
{
  gboolean was_read = db->was_read;

  if (g_strcmp0 (db->country, country) == 0)
    return FALSE;
  g_free (db->country);
  db->country = g_strdup (country);
  db->reading = (db->reading + 1) & 0x7f;
  db->was_read = FALSE;
  return was_read;
}

char *
cor_db_show_number (CorDb *db, const char *number)
{
  return db->country != NULL && number != NULL ? cor_numbering_format (number, db->country) : NULL;
}

/* A company that is all that is known of somebody is the name. */
#define WHO                                                                               \
  "SELECT coalesce(name, company), CASE WHEN name IS NOT NULL THEN company END, reversed" \
  " FROM phone JOIN contact ON contact.id = phone.contact"                                \
  " WHERE coalesce(name, company) IS NOT NULL AND "

static char *
take_name (sqlite3_stmt *statement, char **ret_company)
{
  *ret_company = g_strdup (cor_db_text (statement, 1));
  return g_strdup (cor_db_text (statement, 0));
}

static char *
read_name (CorDb *db, sqlite3_stmt *statement, char **ret_company)
{
  char *name = cor_db_row (db, statement) ? take_name (statement, ret_company) : NULL;

  sqlite3_reset (statement);
  return name;
}

static char *
lookup_exact (CorDb *db, const char *reversed, char **ret_company)
{
  sqlite3_stmt *statement = cor_db_prepare (db, WHO "reversed = ?1 ORDER BY contact LIMIT 1");

  cor_db_bind_text (statement, 1, reversed);
  return read_name (db, statement, ret_company);
}

/* Those whose last digits are the same. ':' follows '9'. */
static sqlite3_stmt *
prepare_tail (CorDb *db, const char *reversed, gsize length)
{
  g_autofree char *tail = g_strndup (reversed, length);
  sqlite3_stmt *statement =
    cor_db_prepare (db, WHO "reversed >= ?1 AND reversed < ?1 || ':' ORDER BY contact LIMIT ?2");

  cor_db_bind_text (statement, 1, tail);
  sqlite3_bind_int (statement, 2, CANDIDATES_MAX);
  return statement;
}

/* The country's code is written or it isn't: as digits alone it may have lost its sign. */
static gboolean
is_spelling_of (const char *reversed, const char *key, const char *country)
{
  g_autofree char *digits = g_strreverse (g_strdup (reversed));
  g_autofree char *abroad = g_strconcat ("+", digits, NULL);
  g_autofree char *national_key = cor_numbering_key (digits, country);
  g_autofree char *abroad_key = cor_numbering_key (abroad, country);

  return g_strcmp0 (national_key, key) == 0 || g_strcmp0 (abroad_key, key) == 0;
}

static char *
lookup_spelling (CorDb *db, const char *reversed, const char *key, char **ret_company)
{
  sqlite3_stmt *statement;
  char *name = NULL;

  if (strlen (reversed) < SHORT_TAIL)
    return NULL;
  statement = prepare_tail (db, reversed, SHORT_TAIL);
  while (name == NULL && cor_db_row (db, statement))
    if (is_spelling_of (cor_db_text (statement, 2), key, db->country))
      name = take_name (statement, ret_company);
  sqlite3_reset (statement);
  return name;
}

/* For what is in no country's plan, or when nobody knows the plans. */
static char *
lookup_tail (CorDb *db, const char *reversed, char **ret_company)
{
  sqlite3_stmt *statement;

  if (strlen (reversed) < TAIL)
    return NULL;
  statement = prepare_tail (db, reversed, TAIL);
  return read_name (db, statement, ret_company);
}

char *
cor_db_lookup_name (CorDb *db, const char *number, char **ret_company, GError **error)
{
  g_autofree char *digits = cor_text_match_digits (number);
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;

  if (digits == NULL)
    return NULL;
  g_strreverse (digits);
  name = lookup_exact (db, digits, ret_company);
  if (name == NULL && db->country != NULL)
    key = cor_numbering_e164 (number, db->country);
  if (name == NULL)
    name = key != NULL ? lookup_spelling (db, digits, key, ret_company)
                       : lookup_tail (db, digits, ret_company);
  cor_db_set_error (db, error);
  return g_steal_pointer (&name);
}
