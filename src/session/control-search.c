/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of phonebook and history for D-Bus. */
#include "config.h"
#include "control-search.h"
#include "control-values.h"
#include "row-reader.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 1000

/* As it is shown, but without the marks that only a screen needs. */
static const char *
name_of_contact (CorContact *contact)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  if (cor_contact_get_name (contact) != NULL || cor_contact_get_company (contact) != NULL || n == 0)
    return cor_contact_get_shown (contact);
  return phones[0].number;
}

static const char *
name_of_entry (CorHistoryEntry *entry)
{
  const char *number = cor_history_entry_get_number (entry);
  gboolean named =
    cor_history_entry_get_name (entry) != NULL || cor_history_entry_get_company (entry) != NULL;

  return named || *number == '\0' ? cor_history_entry_get_shown (entry) : number;
}

static GVariant *
contact_value (CorContact *contact)
{
  GVariantDict dict;
  GVariantBuilder numbers;
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  g_variant_dict_init (&dict, NULL);
  cor_control_add_text (&dict, "name", name_of_contact (contact));
  cor_control_add_text (&dict, "company", cor_contact_get_company (contact));
  g_variant_builder_init (&numbers, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&numbers, "(ss)", cor_phone_kind_to_text (phones[i].kind),
                           phones[i].number);
  g_variant_dict_insert_value (&dict, "numbers", g_variant_builder_end (&numbers));
  g_variant_dict_insert (&dict, "id", "x", cor_contact_get_id (contact));
  cor_control_add_text (&dict, "book", cor_contact_get_source (contact));
  cor_control_add_text (&dict, "type", cor_contact_get_kind (contact));
  return g_variant_dict_end (&dict);
}

GVariant *
cor_control_history_value (CorHistoryEntry *entry)
{
  static const char *const directions[] = { "in", "out", "missed", "internal" };
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  cor_control_add_text (&dict, "direction", directions[cor_history_entry_get_direction (entry)]);
  g_variant_dict_insert (&dict, "time", "x", cor_history_entry_get_time (entry));
  g_variant_dict_insert (&dict, "duration", "x", cor_history_entry_get_duration (entry));
  cor_control_add_text (&dict, "number", cor_history_entry_get_number (entry));
  cor_control_add_text (&dict, "name", name_of_entry (entry));
  cor_control_add_text (&dict, "queue", cor_history_entry_get_queue (entry));
  cor_control_add_text (&dict, "colleague", cor_history_entry_get_colleague (entry));
  cor_control_add_text (&dict, "id", cor_history_entry_get_id (entry));
  cor_control_add_text (&dict, "note", cor_history_entry_get_note (entry));
  g_variant_dict_insert (&dict, "recorded", "b", cor_history_entry_is_recorded (entry));
  return g_variant_dict_end (&dict);
}

static void
on_read (GPtrArray *rows, gpointer user_data)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < rows->len; i++)
    g_variant_builder_add_value (&builder, COR_IS_CONTACT (rows->pdata[i])
                                             ? contact_value (rows->pdata[i])
                                             : cor_control_history_value (rows->pdata[i]));
  g_dbus_method_invocation_return_value (user_data, g_variant_new ("(aa{sv})", &builder));
}

void
cor_control_search (GListModel *list,
                    CorSession *session,
                    const char *query,
                    guint limit,
                    GDBusMethodInvocation *invocation)
{
  cor_session_set_query (session, list, query);
  cor_rows_read (list, limit == 0 ? DEFAULT_LIMIT : MIN (limit, MAX_LIMIT), on_read, invocation);
}

void
cor_control_search_contacts (CorSession *session,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation)
{
  const char *query;
  guint limit;

  g_variant_get (parameters, "(&su)", &query, &limit);
  cor_control_search (cor_session_list_contacts (session), session, query, limit, invocation);
}

void
cor_control_search_history (CorSession *session,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  const char *query;
  guint limit;

  g_variant_get (parameters, "(&su)", &query, &limit);
  cor_control_search (cor_session_list_history (session, FALSE), session, query, limit, invocation);
}
