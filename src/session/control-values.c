/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told: the session's objects as dictionaries. */
#include "config.h"
#include "control-values.h"
#include "control-history.h"
#include "model/call-hints.h"

#define DEFAULT_LIMIT 50
#define MAX_LIMIT 1000
#define SEARCH_TIMEOUT 10 /* s: a mirror that does not answer must not keep a caller */

static void
add_text (GVariantDict *dict, const char *key, const char *value)
{
  if (value != NULL)
    g_variant_dict_insert (dict, key, "s", value);
}

static const char *
state_word (CorCallState state)
{
  static const char *const words[] = { "dialing", "ringing", "incoming", "active", "ended" };

  return words[state];
}

static const char *
end_word (CorCallEnd end)
{
  static const char *const words[] = { NULL,        "local",     "remote", "declined",
                                       "missed",    "elsewhere", "busy",   "rejected",
                                       "no-answer", "not-found", "failed" };

  return words[end];
}

static const char *
hint_word (CorCallHint hint)
{
  static const char *const words[] = { NULL, "muted", "mic-silent", "no-rtp" };

  return words[hint];
}

static const char *const recording_words[] = { "no", "on", "paused" };

GVariant *
cor_control_call (CorCall *call)
{
  GVariantDict dict;
  gint64 answered = cor_call_get_answered_at (call), ended = cor_call_get_ended_at (call);
  gint64 until = ended != 0 ? ended : g_get_monotonic_time ();
  guint seconds = answered != 0 ? (guint)((until - answered) / G_USEC_PER_SEC) : 0;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "u", cor_call_get_id (call));
  add_text (&dict, "state", state_word (cor_call_get_state (call)));
  add_text (&dict, "number", cor_call_get_number (call));
  add_text (&dict, "name", cor_call_get_name (call));
  add_text (&dict, "place", cor_call_get_place (call));
  add_text (&dict, "called", cor_call_get_hints (call)->called);
  g_variant_dict_insert (&dict, "incoming", "b", cor_call_is_incoming (call));
  g_variant_dict_insert (&dict, "held", "b", cor_call_is_held (call));
  g_variant_dict_insert (&dict, "held-by-peer", "b", cor_call_is_held_by_peer (call));
  g_variant_dict_insert (&dict, "muted", "b", cor_call_is_muted (call));
  g_variant_dict_insert (&dict, "secure", "b", cor_call_is_secure (call));
  g_variant_dict_insert (&dict, "stuck", "b", cor_call_is_stuck (call));
  g_variant_dict_insert (&dict, "on-this-computer", "b", cor_call_is_on_this_computer (call));
  g_variant_dict_insert (&dict, "transferring", "b", cor_call_is_transferring (call));
  add_text (&dict, "waiting", cor_call_get_waiting (call));
  add_text (&dict, "also-at", cor_call_get_also_at (call));
  add_text (&dict, "recording", recording_words[cor_call_get_recording (call)]);
  g_variant_dict_insert (&dict, "seconds", "u", seconds);
  add_text (&dict, "hint", hint_word (cor_call_get_hint (call)));
  add_text (&dict, "end", end_word (cor_call_get_end (call)));
  add_text (&dict, "end-text", cor_call_get_end_text (call));
  return g_variant_dict_end (&dict);
}

static void
add_line (GVariantDict *dict, CorSession *session)
{
  static const char *const words[] = { "offline", "registering", "ready", "failed" };
  g_autofree char *reason = NULL, *kind = NULL, *label = NULL;
  CorLine *line = session->line;

  if (line == NULL) {
    add_text (dict, "line", words[COR_LINE_OFFLINE]);
    return;
  }
  reason = cor_line_dup_reason (line);
  g_object_get (line, "kind", &kind, "label", &label, NULL);
  add_text (dict, "line", words[cor_line_get_state (line)]);
  add_text (dict, "line-kind", kind);
  add_text (dict, "line-label", label);
  add_text (dict, "line-reason", reason);
  add_text (dict, "line-why", session->texts[PROP_LINE_WHY]);
}

GVariant *
cor_control_status (CorSession *session, const char *refused)
{
  static const char *const states[] = { "signed-out", "signing-in", "needs-otp", "ready" };
  GVariantDict dict;
  gboolean syncing =
    session->directory != NULL && cor_directory_get_fraction (session->directory) >= 0;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "state", states[session->state]);
  add_text (&dict, "host", session->texts[PROP_HOST]);
  add_text (&dict, "user", session->texts[PROP_USER_NAME]);
  add_text (&dict, "extension", session->texts[PROP_EXTENSION]);
  add_line (&dict, session);
  add_text (&dict, "device", session->texts[PROP_DEVICE]);
  add_text (&dict, "presence", cor_presence_to_word (session->presence));
  if (session->profile != NULL) {
    add_text (&dict, "presence-chosen", cor_presence_to_word (session->profile->chosen));
    add_text (&dict, "forwarded-to", session->profile->forward_to);
  }
  add_text (&dict, "sign-in-error", session->texts[PROP_SIGN_IN_ERROR]);
  add_text (&dict, "trouble", session->texts[PROP_TROUBLE]);
  add_text (&dict, "refused", refused);
  if (session->asking != NULL)
    add_text (&dict, "asking",
              cor_dial_request_get_text (cor_question_get_request (session->asking)));
  if (session->waiting != NULL)
    add_text (&dict, "waiting", cor_dial_request_get_text (session->waiting));
  g_variant_dict_insert (&dict, "contacts", "u", g_list_model_get_n_items (session->all_contacts));
  g_variant_dict_insert (&dict, "history", "u", g_list_model_get_n_items (session->all_history));
  g_variant_dict_insert (&dict, "missed", "u", session->missed);
  add_text (&dict, "history-reach", cor_control_reach (session));
  g_variant_dict_insert (&dict, "syncing", "b", syncing);
  return g_variant_dict_end (&dict);
}

GVariant *
cor_control_devices (CorSession *session)
{
  static const char *const kinds[] = { "this-computer", "desk-phone", "other" };
  GListModel *devices = G_LIST_MODEL (session->devices);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++) {
    g_autoptr (CorDevice) device = g_list_model_get_item (devices, i);
    const char *id = cor_device_get_id (device);
    GVariantDict dict;
    g_variant_dict_init (&dict, NULL);
    add_text (&dict, "id", id);
    add_text (&dict, "name", cor_device_get_name (device));
    add_text (&dict, "kind", kinds[cor_device_get_kind (device)]);
    g_variant_dict_insert (&dict, "online", "b", cor_device_is_online (device));
    g_variant_dict_insert (&dict, "away", "b", cor_device_is_away (device));
    add_text (&dict, "detail", cor_device_get_detail (device));
    g_variant_dict_insert (&dict, "chosen", "b", g_strcmp0 (id, session->texts[PROP_DEVICE]) == 0);
    g_variant_builder_add_value (&builder, g_variant_dict_end (&dict));
  }
  return g_variant_builder_end (&builder);
}

/* --- Searching: the lists are lazy, so their rows are asked for, then waited for. --- */

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
  add_text (&dict, "name", name_of_contact (contact));
  add_text (&dict, "company", cor_contact_get_company (contact));
  g_variant_builder_init (&numbers, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&numbers, "(ss)", cor_phone_kind_to_text (phones[i].kind),
                           phones[i].number);
  g_variant_dict_insert_value (&dict, "numbers", g_variant_builder_end (&numbers));
  g_variant_dict_insert (&dict, "id", "x", cor_contact_get_id (contact));
  add_text (&dict, "book", cor_contact_get_source (contact));
  add_text (&dict, "type", cor_contact_get_kind (contact));
  return g_variant_dict_end (&dict);
}

static GVariant *
history_value (CorHistoryEntry *entry)
{
  static const char *const directions[] = { "in", "out", "missed", "internal" };
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add_text (&dict, "direction", directions[cor_history_entry_get_direction (entry)]);
  g_variant_dict_insert (&dict, "time", "x", cor_history_entry_get_time (entry));
  g_variant_dict_insert (&dict, "duration", "x", cor_history_entry_get_duration (entry));
  add_text (&dict, "number", cor_history_entry_get_number (entry));
  add_text (&dict, "name", name_of_entry (entry));
  add_text (&dict, "queue", cor_history_entry_get_queue (entry));
  add_text (&dict, "id", cor_history_entry_get_id (entry));
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
    g_variant_builder_add_value (&builder, COR_IS_CONTACT (item)
                                             ? contact_value (COR_CONTACT (item))
                                             : history_value (COR_HISTORY_ENTRY (item)));
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
