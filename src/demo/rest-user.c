/* SPDX-License-Identifier: GPL-3.0-or-later
 * /user: who the user is, presence, devices, settings. */
#include "json-out.h"
#include "rest.h"
#include <string.h>

#define MAX_SETTINGS 100

static void
on_me (CorRequest *request)
{
  const CorDemoOptions *options = &request->demo->options;
  GString *json = g_string_new (NULL);
  cor_person_write_me (request->person, cor_board_presence (request->person, request->demo->board),
                       options->gateway && !options->mobile ? NULL : "127.0.0.1",
                       request->demo->faults.withheld, json);
  cor_reply_json (request, 200, json);
}

static void
on_endpoints (CorRequest *request)
{
  GString *json = g_string_new (NULL);
  cor_people_write_endpoints (request->demo->people, request->person, cor_board_presence,
                              request->demo->board, json);
  cor_reply_json (request, 200, json);
}

static void
on_empty_object (CorRequest *request)
{
  cor_reply_text (request, 200, "{}");
}

/* --- presence --- */

static void
reply_status (CorRequest *request, const char *status, const char *to)
{
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '{');
  cor_json_string (json, "status", status);
  if (to)
    cor_json_string (json, "to", to);
  cor_json_close (json, '}');
  cor_reply_json (request, 200, json);
}

static void
on_presence (CorRequest *request)
{
  reply_status (request, request->person->presence, request->person->presence_to);
}

static void
on_presence_busy (CorRequest *request)
{
  reply_status (request, request->person->on_busy, request->person->on_busy_to);
}

static void
on_presence_unavailable (CorRequest *request)
{
  reply_status (request, request->person->on_unavailable, request->person->on_unavailable_to);
}

static void
on_presence_list (CorRequest *request)
{
  cor_reply_text (request, 200, "[\"online\",\"dnd\",\"callforward\",\"cellphone\",\"voicemail\"]");
}

static void
on_presence_list_other (CorRequest *request)
{
  cor_reply_text (request, 200, "[\"online\",\"voicemail\",\"cellphone\",\"callforward\"]");
}

static gboolean
is_presence (const char *status)
{
  static const char *const known[] = { "online",    "dnd",       "callforward",
                                       "cellphone", "voicemail", NULL };
  return status && g_strv_contains (known, status);
}

static void
on_presence_set (CorRequest *request)
{
  CorPerson *person = request->person;
  const char *status = cor_request_string (request, "status");
  const char *to = cor_request_string (request, "to");
  gboolean forward = g_strcmp0 (status, "callforward") == 0;
  if (!is_presence (status) || (forward && (!to || !*to || strlen (to) > 64))) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!person->advanced &&
      (g_str_equal (status, "voicemail") || g_str_equal (status, "cellphone"))) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  g_free (person->presence);
  g_free (person->presence_to);
  person->presence = g_strdup (status);
  person->presence_to = g_strdup (forward                             ? to
                                  : g_str_equal (status, "cellphone") ? person->cellphone
                                                                      : NULL);
  cor_board_announce_presence (request->demo->board, person);
  cor_reply_empty (request, 200, NULL);
}

/* key: what the event calls it. */
static void
set_other_presence (CorRequest *request, const char *key, char **presence, char **to_kept)
{
  CorPerson *person = request->person;
  const char *status = cor_request_string (request, "status");
  const char *to = cor_request_string (request, "to");
  gboolean forward = g_strcmp0 (status, "callforward") == 0;
  if (!is_presence (status) || g_str_equal (status, "dnd") ||
      (forward && (!to || !*to || strlen (to) > 64))) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (!person->advanced &&
      (g_str_equal (status, "voicemail") || g_str_equal (status, "cellphone"))) {
    cor_reply_empty (request, 403, NULL);
    return;
  }
  g_free (*presence);
  g_free (*to_kept);
  *presence = g_strdup (status);
  *to_kept = g_strdup (forward ? to : g_str_equal (status, "cellphone") ? person->cellphone : NULL);
  cor_board_announce_other_presence (request->demo->board, person, key, *presence, *to_kept);
  cor_reply_empty (request, 200, NULL);
}

static void
on_presence_busy_set (CorRequest *request)
{
  CorPerson *person = request->person;
  set_other_presence (request, "presence_onbusy", &person->on_busy, &person->on_busy_to);
}

static void
on_presence_unavailable_set (CorRequest *request)
{
  CorPerson *person = request->person;
  set_other_presence (request, "presence_onunavailable", &person->on_unavailable,
                      &person->on_unavailable_to);
}

/* --- devices and settings --- */

/* Any text will do, as on the real server: /user/me leaves a bad one out. */
static void
on_default_device (CorRequest *request)
{
  const char *id = cor_request_string (request, "id");
  if (!id || strlen (id) > 64) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  g_free (request->person->default_device);
  request->person->default_device = g_strdup (id);
  g_autoptr (GString) args = g_string_new (NULL);
  cor_json_string (args, NULL, id);
  cor_realtime_emit (request->demo->realtime, request->person->username, "updateDefaultDevice",
                     args->str);
  cor_reply_empty (request, 200, NULL);
}

static void
on_nethlink_set (CorRequest *request)
{
  if (!cor_request_string (request, "extension")) {
    cor_reply_empty (request, 500, "wrong parameters");
    return;
  }
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");
  g_free (request->person->nethlink_seen);
  request->person->nethlink_seen =
    g_strdup_printf ("%s.%03d", text, g_date_time_get_microsecond (now) / 1000);
  cor_reply_empty (request, 200, NULL);
}

static void
on_nethlink (CorRequest *request)
{
  GString *json = g_string_new (NULL);
  cor_json_open (json, NULL, '[');
  if (request->person->nethlink_seen) {
    cor_json_open (json, NULL, '{');
    cor_json_string (json, "timestamp", request->person->nethlink_seen);
    cor_json_close (json, '}');
  }
  cor_json_close (json, ']');
  cor_reply_json (request, 200, json);
}

static void
on_settings_set (CorRequest *request)
{
  JsonObject *settings = request->person->settings;
  if (!request->body || !json_object_get_size (request->body)) {
    cor_reply_empty (request, 400, NULL);
    return;
  }
  if (json_object_get_size (settings) + json_object_get_size (request->body) > MAX_SETTINGS) {
    cor_reply_empty (request, 500, "too many settings");
    return;
  }
  g_autoptr (GList) members = json_object_get_members (request->body);
  for (GList *link = members; link; link = link->next)
    json_object_set_member (settings, link->data,
                            json_object_dup_member (request->body, link->data));
  cor_reply_empty (request, 200, NULL);
}

static void
on_settings_delete (CorRequest *request)
{
  json_object_unref (request->person->settings);
  request->person->settings = json_object_new ();
  cor_reply_empty (request, 200, NULL);
}

static void
on_setting_delete (CorRequest *request)
{
  json_object_remove_member (request->person->settings, request->args[0]);
  cor_reply_empty (request, 200, NULL);
}

const CorRoute cor_routes_user[] = {
  { "GET", "/user/me", on_me },
  { "GET", "/user/endpoints/all", on_endpoints },
  { "GET", "/user/all_avatars", on_empty_object },
  { "GET", "/user/presence", on_presence },
  { "POST", "/user/presence", on_presence_set },
  { "GET", "/user/presencelist", on_presence_list },
  { "GET", "/user/presencelist_onbusy", on_presence_list_other },
  { "GET", "/user/presencelist_onunavailable", on_presence_list_other },
  { "GET", "/user/presence_onbusy", on_presence_busy },
  { "POST", "/user/presence_onbusy", on_presence_busy_set },
  { "GET", "/user/presence_onunavailable", on_presence_unavailable },
  { "POST", "/user/presence_onunavailable", on_presence_unavailable_set },
  { "POST", "/user/default_device", on_default_device },
  { "POST", "/user/nethlink", on_nethlink_set },
  { "GET", "/user/nethlink", on_nethlink },
  { "POST", "/user/settings", on_settings_set },
  { "DELETE", "/user/settings", on_settings_delete },
  { "DELETE", "/user/setting/:name", on_setting_delete },
  { NULL }
};
