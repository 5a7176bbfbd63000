/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contacts as a table: the columns of the server's own import, and those that
 * other programs' tables have for the same. */
#include "config.h"
#include "cards-private.h"
#include <string.h>

#define COLUMNS_MAX 256
#define TYPE COR_N_CARD_FIELDS
#define NONE (COR_N_CARD_FIELDS + 1)

static const struct {
  const char *name;
  guint field;
} aliases[] = {
  { "type", TYPE },
  { "full name", COR_CARD_NAME },
  { "display name", COR_CARD_NAME },
  { "nominativo", COR_CARD_NAME },
  { "first name", COR_CARD_FIRSTNAME },
  { "given name", COR_CARD_FIRSTNAME },
  { "nome", COR_CARD_FIRSTNAME },
  { "last name", COR_CARD_LASTNAME },
  { "family name", COR_CARD_LASTNAME },
  { "cognome", COR_CARD_LASTNAME },
  { "organization", COR_CARD_COMPANY },
  { "organization 1 - name", COR_CARD_COMPANY },
  { "organization name", COR_CARD_COMPANY },
  { "azienda", COR_CARD_COMPANY },
  { "job title", COR_CARD_JOB },
  { "business phone", COR_CARD_WORKPHONE },
  { "work phone", COR_CARD_WORKPHONE },
  { "phone", COR_CARD_WORKPHONE },
  { "phone 1 - value", COR_CARD_WORKPHONE },
  { "telefono", COR_CARD_WORKPHONE },
  { "business phone 2", COR_CARD_WORKPHONE2 },
  { "mobile", COR_CARD_CELLPHONE },
  { "mobile phone", COR_CARD_CELLPHONE },
  { "phone 2 - value", COR_CARD_CELLPHONE },
  { "cellulare", COR_CARD_CELLPHONE },
  { "home phone", COR_CARD_HOMEPHONE },
  { "business fax", COR_CARD_FAX },
  { "email", COR_CARD_WORKEMAIL },
  { "e-mail", COR_CARD_WORKEMAIL },
  { "e-mail address", COR_CARD_WORKEMAIL },
  { "e-mail 1 - value", COR_CARD_WORKEMAIL },
  { "e-mail 2 address", COR_CARD_HOMEEMAIL },
  { "e-mail 2 - value", COR_CARD_HOMEEMAIL },
  { "web page", COR_CARD_URL },
  { "website", COR_CARD_URL },
  { "note", COR_CARD_NOTES },
};

static guint
field_of (const char *head)
{
  g_autofree char *name = g_strstrip (g_ascii_strdown (head, -1));
  CorCardField field;

  if (cor_card_field_from_name (name, &field))
    return field;
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i].name, name))
      return aliases[i].field;
  return NONE;
}

/* One cell, unquoted; *p goes to what follows it: the separator, the end of the line or of all. */
static char *
read_cell (const char **p, char separator)
{
  GString *cell = g_string_new (NULL);
  gboolean quoted = **p == '"';

  if (quoted)
    (*p)++;
  for (; **p != '\0'; (*p)++) {
    if (quoted && (*p)[0] == '"' && (*p)[1] == '"') {
      g_string_append_c (cell, *(*p)++);
    } else if (quoted && **p == '"') {
      quoted = FALSE;
    } else if (!quoted && (**p == separator || **p == '\n' || **p == '\r')) {
      break;
    } else {
      g_string_append_c (cell, **p);
    }
  }
  return g_string_free (cell, FALSE);
}

/* NULL at the end. */
static GPtrArray *
read_line (const char **p, char separator)
{
  GPtrArray *cells;

  *p += strspn (*p, "\r\n");
  if (**p == '\0')
    return NULL;
  cells = g_ptr_array_new_with_free_func (g_free);
  while (TRUE) {
    char *cell = read_cell (p, separator);

    if (cells->len < COLUMNS_MAX)
      g_ptr_array_add (cells, cell);
    else
      g_free (cell);
    if (**p != separator)
      return cells;
    (*p)++;
  }
}

/* Which one the head line has most of. */
static char
find_separator (const char *text)
{
  static const char separators[] = ",;\t";
  gsize length = strcspn (text, "\r\n");
  guint most = 0;
  char best = ',';

  for (guint i = 0; separators[i] != '\0'; i++) {
    guint n = 0;

    for (gsize k = 0; k < length; k++)
      n += text[k] == separators[i];
    if (n > most) {
      most = n;
      best = separators[i];
    }
  }
  return best;
}

static CorCard *
card_of (GPtrArray *cells, const guint *fields, guint n)
{
  CorCard *card = cor_card_new ();

  for (guint i = 0; i < MIN (cells->len, n); i++) {
    const char *text = cells->pdata[i];

    if (fields[i] == TYPE && *text != '\0')
      cor_card_set_type (card, text);
    else if (fields[i] < COR_N_CARD_FIELDS && card->fields[fields[i]] == NULL)
      cor_card_set (card, fields[i], text);
  }
  return card;
}

gboolean
cor_csv_read (const char *text, GPtrArray *cards, guint *unreadable)
{
  char separator = find_separator (text);
  guint fields[COLUMNS_MAX];
  g_autoptr (GPtrArray) head = read_line (&text, separator);
  gboolean known = FALSE;
  GPtrArray *line;

  for (guint i = 0; head != NULL && i < head->len; i++) {
    fields[i] = field_of (head->pdata[i]);
    known |= fields[i] < COR_N_CARD_FIELDS;
  }
  while (known && (line = read_line (&text, separator)) != NULL) {
    cor_cards_take (cards, unreadable, card_of (line, fields, head->len));
    g_ptr_array_unref (line);
  }
  return known;
}

static void
append_cell (GString *out, const char *text)
{
  if (text == NULL || text[strcspn (text, ",;\"\r\n\t")] == '\0') {
    g_string_append (out, text != NULL ? text : "");
    return;
  }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (out, '"');
    g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}

void
cor_csv_write_head (GString *out)
{
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    g_string_append_printf (out, "%s,", cor_card_field_name (i));
  g_string_append (out, "type\r\n");
}

void
cor_csv_write (GString *out, const CorCard *card)
{
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++) {
    append_cell (out, card->fields[i]);
    g_string_append_c (out, ',');
  }
  append_cell (out, card->type);
  g_string_append (out, "\r\n");
}
