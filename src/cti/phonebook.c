/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages of the phonebook. */
#include "config.h"
#include "phonebook.h"
#include "cti-private.h"

static const struct {
  const char *field;
  CorPhoneKind kind;
} phone_fields[] = {
  { "extension", COR_PHONE_EXTENSION }, { "cellphone", COR_PHONE_MOBILE },
  { "cellphone2", COR_PHONE_MOBILE },   { "workphone", COR_PHONE_WORK },
  { "workphone2", COR_PHONE_WORK },     { "homephone", COR_PHONE_HOME },
  { "otherphone", COR_PHONE_OTHER },    { "fax", COR_PHONE_FAX },
};

/* "" and a field of another type are as good as none. */
static const char *
text_of (JsonObject *row, const char *field)
{
  const char *text = cor_json_get_string (row, field, COR_CTI_MAX_TEXT);

  return text != NULL && *text != '\0' ? text : NULL;
}

static guint
collect_phones (JsonObject *row, CorContactPhone *phones)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (phone_fields); i++) {
    const char *number = cor_json_get_string (row, phone_fields[i].field, COR_CTI_MAX_NUMBER);

    if (number == NULL || *number == '\0')
      continue;
    phones[n++] = (CorContactPhone){
      .kind = phone_fields[i].kind,
      .number = number,
      .masked = cor_phone_is_masked (number),
    };
  }
  return n;
}

/* The middleware's rows have the two parts beside the whole; older ones only the whole. */
static char *
dup_name (JsonObject *row)
{
  const char *whole = text_of (row, "name");
  const char *first = text_of (row, "firstname");
  const char *last = text_of (row, "lastname");

  if (whole != NULL)
    return g_strdup (whole);
  if (first != NULL && last != NULL)
    return g_strdup_printf ("%s %s", first, last);
  return g_strdup (first != NULL ? first : last);
}

static const char *
find_email (JsonObject *row)
{
  static const char *const fields[] = { "workemail", "homeemail", "otheremail" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (text_of (row, fields[i]) != NULL)
      return text_of (row, fields[i]);
  return NULL;
}

GObject *
cor_phonebook_parse_row (JsonObject *row, GHashTable *own)
{
  CorContactPhone phones[G_N_ELEMENTS (phone_fields)];
  g_autofree char *name = dup_name (row);
  CorContactFields fields = {
    .id = cor_json_get_int (row, "id", 0),
    .source = text_of (row, "source"),
    .type = text_of (row, "type"),
    .name = name,
    .company = text_of (row, "company"),
    .job = text_of (row, "job"),
    .email = find_email (row),
    .notes = cor_json_get_string (row, "notes", COR_CTI_MAX_NOTES),
    .phones = phones,
  };

  fields.n_phones = collect_phones (row, phones);
  if (fields.name == NULL && fields.company == NULL && fields.n_phones == 0)
    return NULL;
  return G_OBJECT (cor_contact_new (&fields));
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
  g_autofree char *path = g_strdup_printf ("/phonebook/getall/?limit=%u&offset=%u", limit, offset);

  g_task_set_source_tag (task, cor_cti_fetch_contacts_async);
  cor_page_fetch_async (self, path, cor_phonebook_parse_row, cancellable, task);
}

GPtrArray *
cor_cti_fetch_contacts_finish (CorCti *self, GAsyncResult *result, guint *ret_total, GError **error)
{
  return cor_page_fetch_finish (self, result, ret_total, error);
}
