/* SPDX-License-Identifier: GPL-3.0-or-later
 * The name that belongs to a number. */
#include "config.h"
#include "db.h"
#include "text.h"

#define TAIL 9 /* digits that two ways of writing one number share */

static char *
read_name (CorDb *db, sqlite3_stmt *statement)
{
  char *name = cor_db_row (db, statement) ? g_strdup (cor_db_text (statement, 0)) : NULL;

  sqlite3_reset (statement);
  return name;
}

char *
cor_db_lookup_name (CorDb *db, const char *number, GError **error)
{
  g_autofree char *digits = cor_text_match_digits (number);
  g_autofree char *name = NULL;
  sqlite3_stmt *statement;

  if (digits == NULL)
    return NULL;
  g_strreverse (digits);
  statement = cor_db_prepare (
    db, "SELECT coalesce(name, company) FROM phone JOIN contact ON contact.id = phone.contact"
        " WHERE reversed = ?1 AND coalesce(name, company) IS NOT NULL ORDER BY contact LIMIT 1");
  cor_db_bind_text (statement, 1, digits);
  name = read_name (db, statement);
  if (name == NULL && strlen (digits) >= TAIL) {
    digits[TAIL] = '\0';
    /* ':' follows '9'. */
    statement = cor_db_prepare (
      db, "SELECT coalesce(name, company) FROM phone JOIN contact ON contact.id = phone.contact"
          " WHERE reversed >= ?1 AND reversed < ?1 || ':' AND coalesce(name, company) IS NOT NULL"
          " ORDER BY contact LIMIT 1");
    cor_db_bind_text (statement, 1, digits);
    name = read_name (db, statement);
  }
  cor_db_set_error (db, error);
  return g_steal_pointer (&name);
}
