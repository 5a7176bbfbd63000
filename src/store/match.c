/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether somebody is known already, and what was talked with them. */
#include "config.h"
#include "match.h"
#include "pack.h"
#include "text.h"
#include <string.h>

#define NAMESAKES_MAX 500
#define CANDIDATES_MAX 1000 /* calls whose number ends in the right digits */
#define TAIL 9

static gboolean
ends_alike (const char *a, const char *b)
{
  gsize la = strlen (a), lb = strlen (b);

  if (la < TAIL || lb < TAIL)
    return g_str_equal (a, b);
  return g_str_equal (a + la - TAIL, b + lb - TAIL);
}

static gboolean
has_number (const char *number, const CorContactPhone *phones, guint n)
{
  g_autofree char *digits = cor_text_digits (number);

  for (guint i = 0; i < n; i++) {
    g_autofree char *other = cor_text_digits (phones[i].number);

    if (ends_alike (digits, other))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_numbers (const CorCard *card, const char *packed)
{
  CorContactPhone known[COR_PACK_PHONES_MAX], wanted[COR_CARD_PHONES];
  g_autofree char *copy = NULL;
  guint n = cor_unpack_phones (packed, known, &copy),
        n_wanted = cor_card_list_phones (card, wanted);

  for (guint i = 0; i < n_wanted; i++)
    if (!has_number (wanted[i].number, known, n))
      return FALSE;
  return TRUE;
}

gboolean
cor_db_knows_card (CorDb *db, const CorCard *card)
{
  g_autoptr (GString) sort = g_string_new (NULL);
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT phones FROM contact WHERE sort = ?1 LIMIT " G_STRINGIFY (NAMESAKES_MAX));
  const char *name = card->fields[COR_CARD_NAME];
  gboolean known = FALSE;

  if (name == NULL)
    name = card->fields[COR_CARD_COMPANY];
  cor_text_append_words (sort, name);
  /* Nameless: the order is by the number then, which people write in many ways. */
  if (sort->len == 0)
    return FALSE;
  cor_db_bind_text (statement, 1, sort->str);
  while (!known && cor_db_row (db, statement))
    known = has_numbers (card, cor_db_text (statement, 0));
  sqlite3_reset (statement);
  return known;
}

/* The index finds whoever has these digits somewhere; the caller looks closer. */
static char *
history_expression (const char *const *numbers)
{
  GString *expression = g_string_new (NULL);

  for (guint i = 0; numbers[i] != NULL; i++) {
    g_autofree char *digits = cor_text_match_digits (numbers[i]);
    gsize length = digits != NULL ? strlen (digits) : 0;

    if (length > 0)
      g_string_append_printf (expression, "%s\"%s\"", expression->len > 0 ? " OR " : "",
                              digits + (length > TAIL ? length - TAIL : 0));
  }
  return g_string_free (expression, expression->len == 0);
}

static gboolean
is_of_any (const char *number, const char *const *numbers)
{
  g_autofree char *digits = number != NULL ? cor_text_match_digits (number) : NULL;

  for (guint i = 0; digits != NULL && numbers[i] != NULL; i++) {
    g_autofree char *other = cor_text_match_digits (numbers[i]);

    if (other != NULL && ends_alike (digits, other))
      return TRUE;
  }
  return FALSE;
}

GPtrArray *
cor_db_find_history (CorDb *db, const char *const *numbers, guint limit)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *expression = history_expression (numbers);
  sqlite3_stmt *statement = cor_db_prepare (
    db, "SELECT " COR_DB_HISTORY_COLUMNS " FROM history WHERE id IN (SELECT rowid FROM"
        " history_words WHERE history_words MATCH ?1 ORDER BY rowid DESC LIMIT " G_STRINGIFY (
          CANDIDATES_MAX) ") ORDER BY id DESC");

  if (expression == NULL)
    return found;
  cor_db_bind_text (statement, 1, expression);
  while (found->len < limit && cor_db_row (db, statement))
    if (is_of_any (cor_db_text (statement, 6), numbers))
      g_ptr_array_add (
        found, cor_db_history_from_row (db, statement,
                                        sqlite3_column_int64 (statement, COR_DB_HISTORY_TIME)));
  sqlite3_reset (statement);
  return found;
}
