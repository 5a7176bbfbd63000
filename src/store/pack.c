/* SPDX-License-Identifier: GPL-3.0-or-later
 * How lists of texts stand in one column: each is ended by a character that is never in a text. */
#include "config.h"
#include "pack.h"
#include "text.h"
#include <string.h>

#define RECORD_END '\x1e'
#define FIRST_FIELD '0'

static char *
dup_record (const char *text)
{
  char *record = cor_text_bounded (text);

  return record != NULL ? g_strdelimit (record, "\x1e", ' ') : NULL;
}

char *
cor_pack_phones (CorContact *contact)
{
  GString *packed = g_string_new (NULL);
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  for (guint i = 0; i < MIN (n, COR_PACK_PHONES_MAX); i++) {
    g_autofree char *number = dup_record (phones[i].number);

    if (number != NULL)
      g_string_append_printf (packed, "%d%d%s%c", (int)phones[i].kind, phones[i].masked ? 1 : 0,
                              number, RECORD_END);
  }
  return g_string_free (packed, FALSE);
}

guint
cor_unpack_phones (const char *packed, CorContactPhone *phones, char **ret_copy)
{
  char *p = *ret_copy = g_strdup (packed != NULL ? packed : "");
  guint n = 0;

  while (n < COR_PACK_PHONES_MAX && p[0] != '\0' && p[1] != '\0') {
    char *end = strchr (p, RECORD_END);

    if (end == NULL)
      break;
    *end = '\0';
    phones[n++] = (CorContactPhone){
      .kind = CLAMP (p[0] - '0', COR_PHONE_EXTENSION, COR_PHONE_FAX),
      .number = p + 2,
      .masked = p[1] == '1',
    };
    p = end + 1;
  }
  return n;
}

static gboolean
has_column (CorCardField field)
{
  return field == COR_CARD_NAME || field == COR_CARD_COMPANY || field == COR_CARD_JOB ||
         field == COR_CARD_NOTES;
}

char *
cor_pack_card (const CorCard *card)
{
  GString *packed = g_string_new (NULL);

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++) {
    g_autofree char *text = has_column (i) ? NULL : dup_record (card->fields[i]);

    if (text != NULL)
      g_string_append_printf (packed, "%c%s%c", (char)(FIRST_FIELD + i), text, RECORD_END);
  }
  /* Something, so that a row without any is told from one that was written before there were. */
  if (packed->len == 0)
    g_string_append_c (packed, RECORD_END);
  return g_string_free (packed, FALSE);
}

CorCard *
cor_unpack_card (const char *packed, const CorContactFields *fields)
{
  CorCard *card;
  const char *end;

  if (packed == NULL)
    return NULL;
  card = cor_card_new ();
  cor_card_set (card, COR_CARD_NAME, fields->name);
  cor_card_set (card, COR_CARD_COMPANY, fields->company);
  cor_card_set (card, COR_CARD_JOB, fields->job);
  cor_card_set (card, COR_CARD_NOTES, fields->notes);
  for (const char *p = packed; (end = strchr (p, RECORD_END)) != NULL; p = end + 1) {
    guint field = (guint)(guchar)*p - FIRST_FIELD;

    if (end > p && field < COR_N_CARD_FIELDS && !has_column (field)) {
      g_autofree char *text = g_strndup (p + 1, (gsize)(end - p - 1));

      cor_card_set (card, field, text);
    }
  }
  return card;
}
