/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of phonebook and history for D-Bus. The lists are lazy, so their rows are asked for, then
 * waited for. */
#include "config.h"
#include "control-search.h"
#include "control-values.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 1000
#define SEARCH_TIMEOUT 10 /* s: a mirror that does not answer must not keep a caller */

typedef struct {
  GListModel *list;
  guint limit;
  GDBusMethodInvocation *invocation;
  guint timeout;
  GPtrArray *held; /* rows, so that the list keeps all that were asked for */
} Search;

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

/* A placeholder came from nowhere. */
static gboolean
is_read (GObject *item)
{
  if (COR_IS_CONTACT (item))
    return cor_contact_get_source (COR_CONTACT (item)) != NULL;
  return !cor_history_entry_is_placeholder (COR_HISTORY_ENTRY (item));
}

/* NULL while a row is still being read; asking for it is what has it read. */
static GVariant *
collect (Search *search)
{
  guint n = MIN (g_list_model_get_n_items (search->list), search->limit);
  g_autoptr (GPtrArray) before = search->held;
  GVariantBuilder builder;
  gboolean complete = TRUE;

  search->held = g_ptr_array_new_with_free_func (g_object_unref);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < n; i++) {
    GObject *item = g_list_model_get_item (search->list, i);

    g_ptr_array_add (search->held, item);
    complete &= is_read (item);
    g_variant_builder_add_value (
      &builder, COR_IS_CONTACT (item) ? contact_value (COR_CONTACT (item))
                                      : cor_control_history_value (COR_HISTORY_ENTRY (item)));
  }
  if (complete)
    return g_variant_builder_end (&builder);
  g_variant_builder_clear (&builder);
  return NULL;
}

static void
search_end (Search *search, GVariant *rows)
{
  g_signal_handlers_disconnect_by_data (search->list, search);
  g_source_remove (search->timeout);
  g_dbus_method_invocation_return_value (search->invocation, g_variant_new ("(@aa{sv})", rows));
  g_clear_pointer (&search->held, g_ptr_array_unref);
  g_object_unref (search->list);
  g_free (search);
}

static void
search_try (Search *search)
{
  gboolean loading = FALSE;
  GVariant *rows;

  g_object_get (search->list, "loading", &loading, NULL);
  rows = loading ? NULL : collect (search);
  if (rows != NULL)
    search_end (search, rows);
}

/* Rows that have just been read are held first: a list lets go of what nobody holds. */
static void
on_rows_changed (GListModel *list, guint position, guint removed, guint added, Search *search)
{
  guint end = MIN (MIN (position + added, g_list_model_get_n_items (list)), search->limit);

  for (guint i = position; search->held != NULL && i < end; i++)
    g_ptr_array_add (search->held, g_list_model_get_item (list, i));
  search_try (search);
}

static gboolean
on_search_timeout (gpointer user_data)
{
  Search *search = user_data;

  search_end (search, g_variant_new ("aa{sv}", NULL));
  return G_SOURCE_CONTINUE; /* removed by search_end() */
}

void
cor_control_search (GListModel *list,
                    CorSession *session,
                    const char *query,
                    guint limit,
                    GDBusMethodInvocation *invocation)
{
  Search *search = g_new0 (Search, 1);

  search->list = list;
  search->limit = limit == 0 ? DEFAULT_LIMIT : MIN (limit, MAX_LIMIT);
  search->invocation = invocation;
  search->timeout = g_timeout_add_seconds (SEARCH_TIMEOUT, on_search_timeout, search);
  cor_session_set_query (session, list, query);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_rows_changed), search);
  g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (search_try), search);
  search_try (search);
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
