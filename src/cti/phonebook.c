/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of the phonebook. */
#include "config.h"
#include "phonebook.h"
#include "cti-private.h"
#include "cti/book.h"

/* The middleware's rows have the two parts beside the whole; older ones only the whole. */
static void
complete_name (CorCard *card)
{
  const char *first = card->fields[COR_CARD_FIRSTNAME];
  const char *last = card->fields[COR_CARD_LASTNAME];
  g_autofree char *both = NULL;

  if (card->fields[COR_CARD_NAME] != NULL)
    return;
  both = first != NULL && last != NULL ? g_strdup_printf ("%s %s", first, last) : NULL;
  cor_card_set (card, COR_CARD_NAME, both != NULL ? both : first != NULL ? first : last);
}

/* "" and a field of another type are as good as none. */
static CorCard *
parse_card (JsonObject *row)
{
  CorCard *card = cor_card_new ();

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++) {
    gboolean is_phone = cor_card_field_is_phone (i, NULL);
    const char *text = cor_json_get_string (row, cor_card_field_name (i),
                                            is_phone ? COR_CTI_MAX_NUMBER : COR_CTI_MAX_FIELD);

    if (text != NULL)
      cor_card_set_bounded (card, i, text, COR_CTI_KEPT_TEXT);
  }
  complete_name (card);
  return card;
}

static const char *
find_email (const CorCard *card)
{
  for (guint i = COR_CARD_WORKEMAIL; i <= COR_CARD_OTHEREMAIL; i++)
    if (card->fields[i] != NULL)
      return card->fields[i];
  return NULL;
}

GObject *
cor_phonebook_parse_row (JsonObject *row, GHashTable *own)
{
  CorContactPhone phones[COR_CARD_PHONES];
  g_autoptr (CorCard) card = parse_card (row);
  const CorContactFields fields = {
    .id = cor_json_get_int (row, "id", 0),
    .source = cor_json_get_string (row, "source", COR_CTI_MAX_TEXT),
    .type = cor_json_get_string (row, "type", COR_CTI_MAX_TEXT),
    .owner = cor_json_get_string (row, "owner_id", COR_CTI_MAX_TEXT),
    .name = card->fields[COR_CARD_NAME],
    .company = card->fields[COR_CARD_COMPANY],
    .job = card->fields[COR_CARD_JOB],
    .email = find_email (card),
    .notes = card->fields[COR_CARD_NOTES],
    .phones = phones,
    .n_phones = cor_card_list_phones (card, phones),
    .card = card,
  };

  return cor_card_is_empty (card) ? NULL : G_OBJECT (cor_contact_new (&fields));
}

static void
fetch_page (CorCti *self, guint offset, guint limit, GTask *task)
{
  g_autofree char *path = g_strdup_printf ("/phonebook/getall/?limit=%u&offset=%u", limit, offset);

  cor_page_fetch_async (self, path, cor_phonebook_parse_row, g_task_get_cancellable (task), task);
}

void
cor_cti_fetch_contacts_async (CorCti *self,
                              guint offset,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_cti_fetch_contacts_async);
  fetch_page (self, offset, limit, task);
}

GPtrArray *
cor_cti_fetch_contacts_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error)
{
  return cor_page_fetch_finish (self, result, ret_total, error);
}

void
cor_cti_book_page_free (CorCtiBookPage *page)
{
  if (page == NULL)
    return;
  g_ptr_array_unref (page->contacts);
  g_free (page->stamp);
  g_free (page->first);
  g_free (page->last);
  g_free (page);
}

void
cor_cti_fetch_book_async (CorCti *self,
                          guint offset,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cor_cti_fetch_book_async);
  fetch_page (self, offset, limit, task);
}

CorCtiBookPage *
cor_cti_fetch_book_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  guint total = 0;
  GPtrArray *contacts = cor_page_fetch_finish (self, result, &total, error);
  const CorPageFacts *facts = contacts != NULL ? cor_page_fetch_get_facts (result) : NULL;
  CorCtiBookPage *page;

  if (contacts == NULL)
    return NULL;
  page = g_new0 (CorCtiBookPage, 1);
  page->contacts = contacts;
  page->n_rows = facts->n_rows;
  page->counted = facts->counted;
  page->total = total;
  page->stamp = g_strdup (facts->stamp);
  page->first = g_strdup (facts->first);
  page->last = g_strdup (facts->last);
  return page;
}
