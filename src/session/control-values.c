/* SPDX-License-Identifier: GPL-3.0-or-later
 * What D-Bus is told: the session's objects as dictionaries. */
#include "config.h"
#include "control-values.h"
#include "control-history.h"
#include "session/administrator.h"
#include "session/organisation.h"
#include "model/call-hints.h"

void
cor_control_add_text (GVariantDict *dict, const char *key, const char *value)
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
  cor_control_add_text (&dict, "state", state_word (cor_call_get_state (call)));
  cor_control_add_text (&dict, "number", cor_call_get_number (call));
  cor_control_add_text (&dict, "name", cor_call_get_name (call));
  cor_control_add_text (&dict, "place", cor_call_get_place (call));
  cor_control_add_text (&dict, "called", cor_call_get_hints (call)->called);
  g_variant_dict_insert (&dict, "incoming", "b", cor_call_is_incoming (call));
  g_variant_dict_insert (&dict, "held", "b", cor_call_is_held (call));
  g_variant_dict_insert (&dict, "held-by-peer", "b", cor_call_is_held_by_peer (call));
  g_variant_dict_insert (&dict, "muted", "b", cor_call_is_muted (call));
  g_variant_dict_insert (&dict, "secure", "b", cor_call_is_secure (call));
  g_variant_dict_insert (&dict, "stuck", "b", cor_call_is_stuck (call));
  g_variant_dict_insert (&dict, "on-this-computer", "b", cor_call_is_on_this_computer (call));
  g_variant_dict_insert (&dict, "transferring", "b", cor_call_is_transferring (call));
  cor_control_add_text (&dict, "waiting", cor_call_get_waiting (call));
  cor_control_add_text (&dict, "also-at", cor_call_get_also_at (call));
  cor_control_add_text (&dict, "recording", recording_words[cor_call_get_recording (call)]);
  g_variant_dict_insert (&dict, "seconds", "u", seconds);
  cor_control_add_text (&dict, "hint", hint_word (cor_call_get_hint (call)));
  cor_control_add_text (&dict, "end", end_word (cor_call_get_end (call)));
  cor_control_add_text (&dict, "end-text", cor_call_get_end_text (call));
  return g_variant_dict_end (&dict);
}

static void
add_line (GVariantDict *dict, CorSession *session)
{
  static const char *const words[] = { "offline", "registering", "ready", "failed" };
  g_autofree char *reason = NULL, *kind = NULL, *label = NULL;
  CorLine *line = session->line;

  if (line == NULL) {
    cor_control_add_text (dict, "line", words[COR_LINE_OFFLINE]);
    return;
  }
  reason = cor_line_dup_reason (line);
  g_object_get (line, "kind", &kind, "label", &label, NULL);
  cor_control_add_text (dict, "line", words[cor_line_get_state (line)]);
  cor_control_add_text (dict, "line-kind", kind);
  cor_control_add_text (dict, "line-label", label);
  cor_control_add_text (dict, "line-reason", reason);
  cor_control_add_text (dict, "line-why", session->texts[PROP_LINE_WHY]);
}

GVariant *
cor_control_status (CorSession *session, const char *refused)
{
  static const char *const states[] = { "signed-out", "signing-in", "needs-otp", "ready" };
  GVariantDict dict;
  gboolean locked;
  const char *set_host = cor_session_get_organisation_host (session, &locked);
  g_autofree char *to_ask = cor_session_dup_request_to_administrator (session);
  gboolean syncing =
    session->directory != NULL && cor_directory_get_fraction (session->directory) >= 0;

  g_variant_dict_init (&dict, NULL);
  cor_control_add_text (&dict, "state",
                        session->state == COR_SESSION_READY && session->elsewhere
                          ? "elsewhere"
                          : states[session->state]);
  cor_control_add_text (&dict, "host", session->texts[PROP_HOST]);
  cor_control_add_text (&dict, "set-host", set_host);
  cor_control_add_text (&dict, "user", session->texts[PROP_USER_NAME]);
  cor_control_add_text (&dict, "extension", session->texts[PROP_EXTENSION]);
  add_line (&dict, session);
  cor_control_add_text (&dict, "device", session->texts[PROP_DEVICE]);
  cor_control_add_text (&dict, "presence", cor_presence_to_word (session->presence));
  if (session->profile != NULL) {
    cor_control_add_text (&dict, "presence-chosen",
                          cor_presence_to_word (session->profile->chosen[COR_CTI_ALWAYS]));
    cor_control_add_text (&dict, "forwarded-to", session->profile->forward_to[COR_CTI_ALWAYS]);
    cor_control_add_text (&dict, "presence-on-busy",
                          cor_presence_to_word (session->profile->chosen[COR_CTI_ON_BUSY]));
    cor_control_add_text (&dict, "presence-on-unavailable",
                          cor_presence_to_word (session->profile->chosen[COR_CTI_ON_UNAVAILABLE]));
  }
  cor_control_add_text (&dict, "sign-in-error", session->texts[PROP_SIGN_IN_ERROR]);
  cor_control_add_text (&dict, "trouble", session->texts[PROP_TROUBLE]);
  cor_control_add_text (&dict, "ask-administrator", to_ask);
  cor_control_add_text (&dict, "refused", refused);
  if (session->asking != NULL)
    cor_control_add_text (&dict, "asking",
                          cor_dial_request_get_text (cor_question_get_request (session->asking)));
  if (session->waiting != NULL)
    cor_control_add_text (&dict, "waiting", cor_dial_request_get_text (session->waiting));
  g_variant_dict_insert (&dict, "contacts", "u", g_list_model_get_n_items (session->all_contacts));
  g_variant_dict_insert (&dict, "history", "u", g_list_model_get_n_items (session->all_history));
  g_variant_dict_insert (&dict, "missed", "u", session->missed);
  g_variant_dict_insert (&dict, "voicemail-new", "u",
                         cor_voicemail_list_get_new_count (session->voicemail));
  cor_control_add_text (&dict, "history-reach", cor_control_reach (session));
  g_variant_dict_insert (&dict, "syncing", "b", syncing);
  return g_variant_dict_end (&dict);
}

GVariant *
cor_control_calls (CorSession *session)
{
  GListModel *calls = G_LIST_MODEL (session->calls);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++) {
    g_autoptr (CorCall) call = g_list_model_get_item (calls, i);

    g_variant_builder_add_value (&builder, cor_control_call (call));
  }
  return g_variant_builder_end (&builder);
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
    cor_control_add_text (&dict, "id", id);
    cor_control_add_text (&dict, "name", cor_device_get_name (device));
    cor_control_add_text (&dict, "kind", kinds[cor_device_get_kind (device)]);
    g_variant_dict_insert (&dict, "online", "b", cor_device_is_online (device));
    g_variant_dict_insert (&dict, "away", "b", cor_device_is_away (device));
    cor_control_add_text (&dict, "detail", cor_device_get_detail (device));
    g_variant_dict_insert (&dict, "chosen", "b", g_strcmp0 (id, session->texts[PROP_DEVICE]) == 0);
    g_variant_builder_add_value (&builder, g_variant_dict_end (&dict));
  }
  return g_variant_builder_end (&builder);
}
