/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contacts as files. */
#include "config.h"
#include "cards-private.h"
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"

CorCardsForm
cor_cards_form_of (const char *file_name)
{
  g_autofree char *lower = g_ascii_strdown (file_name, -1);

  return g_str_has_suffix (lower, ".csv") ? COR_CARDS_CSV : COR_CARDS_VCARD_4;
}

void
cor_cards_take (GPtrArray *cards, guint *unreadable, CorCard *card)
{
  const char *first = card->fields[COR_CARD_FIRSTNAME], *last = card->fields[COR_CARD_LASTNAME];

  if (card->fields[COR_CARD_NAME] == NULL && (first != NULL || last != NULL)) {
    g_autofree char *both = g_strjoin (first != NULL && last != NULL ? " " : "",
                                       first != NULL ? first : "", last != NULL ? last : "", NULL);

    cor_card_set (card, COR_CARD_NAME, both);
  }
  if (cards->len < COR_CARDS_MAX && !cor_card_is_empty (card)) {
    g_ptr_array_add (cards, card);
    return;
  }
  cor_card_free (card);
  (*unreadable)++;
}

/* Old programs write Latin letters in one byte each. */
static char *
dup_utf8 (const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (length >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0) {
    text += 3;
    length -= 3;
  }
  copy = g_strndup (text, length); /* ends at a NUL, which no file of texts has */
  if (g_utf8_validate (copy, -1, NULL))
    return g_steal_pointer (&copy);
  return g_convert (copy, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
}

GPtrArray *
cor_cards_read (const char *text, gsize length, guint *ret_unreadable, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_card_free);
  g_autofree char *utf8 = NULL;
  guint unreadable = 0;
  gboolean known = FALSE;

  if (length > COR_CARDS_BYTES_MAX) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The file is larger than %d MiB. Import it in parts."),
                 COR_CARDS_BYTES_MAX / 1024 / 1024);
    return NULL;
  }
  utf8 = length > 0 ? dup_utf8 (text, length) : NULL;
  if (utf8 != NULL &&
      g_ascii_strncasecmp (utf8 + strspn (utf8, " \t\r\n"), "BEGIN:VCARD", 11) == 0) {
    cor_vcard_read (utf8, cards, &unreadable);
    known = TRUE;
  } else if (utf8 != NULL) {
    known = cor_csv_read (utf8, cards, &unreadable);
  }
  if (!known) {
    g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
      _ ("This is no file of contacts: Cornetta reads vCard, and CSV whose first "
         "line names the columns."));
    return NULL;
  }
  *ret_unreadable = unreadable;
  return g_steal_pointer (&cards);
}

void
cor_cards_write_head (GString *out, CorCardsForm form)
{
  if (form == COR_CARDS_CSV)
    cor_csv_write_head (out);
}

void
cor_cards_write (GString *out, CorCardsForm form, const CorCard *card)
{
  if (form == COR_CARDS_CSV)
    cor_csv_write (out, card);
  else
    cor_vcard_write (out, form == COR_CARDS_VCARD_4, card);
}
