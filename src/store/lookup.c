/* SPDX-License-Identifier: GPL-3.0-or-later
 * The name that belongs to a number. */
#include "config.h"
#include "db.h"
#include "text.h"

#define TAIL 9 /* digits that two ways of writing one number share */

/* A company that is all that is known of somebody is the name. */
#define WHO                                                                     \
  "SELECT coalesce(name, company), CASE WHEN name IS NOT NULL THEN company END" \
  " FROM phone JOIN contact ON contact.id = phone.contact"

static char *
read_name (CorDb *db, sqlite3_stmt *statement, char **ret_company)
{
  char *name = NULL;

  if (cor_db_row (db, statement)) {
    name = g_strdup (cor_db_text (statement, 0));
    *ret_company = g_strdup (cor_db_text (statement, 1));
  }
  sqlite3_reset (statement);
  return name;
}

char *
cor_db_lookup_name (CorDb *db, const char *number, char **ret_company, GError **error)
{
  g_autofree char *digits = cor_text_match_digits (number);
  g_autofree char *name = NULL;
  sqlite3_stmt *statement;

  if (digits == NULL)
    return NULL;
  g_strreverse (digits);
  statement = cor_db_prepare (
    db,
    WHO " WHERE reversed = ?1 AND coalesce(name, company) IS NOT NULL ORDER BY contact LIMIT 1");
  cor_db_bind_text (statement, 1, digits);
  name = read_name (db, statement, ret_company);
  if (name == NULL && strlen (digits) >= TAIL) {
    digits[TAIL] = '\0';
    /* ':' follows '9'. */
    statement = cor_db_prepare (
      db,
      WHO " WHERE reversed >= ?1 AND reversed < ?1 || ':' AND coalesce(name, company) IS NOT NULL"
          " ORDER BY contact LIMIT 1");
    cor_db_bind_text (statement, 1, digits);
    name = read_name (db, statement, ret_company);
  }
  cor_db_set_error (db, error);
  return g_steal_pointer (&name);
}
