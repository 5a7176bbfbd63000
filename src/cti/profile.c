/* SPDX-License-Identifier: GPL-3.0-or-later
 * /user/me: who the user is, which phones are theirs, what they may do. */
#include "config.h"
#include "profile.h"
#include "cti-private.h"
#include "errors.h"
#include "model/secret.h"
#include "request.h"

/* More than any user has; a list without end is not read to its end. */
#define MAX_ENDPOINTS 64
#define MAX_PERMISSIONS 500

static void
endpoint_free (CorCtiEndpoint *endpoint)
{
  g_free (endpoint->id);
  g_free (endpoint->type);
  g_free (endpoint->name);
  g_free (endpoint->user);
  cor_secret_free (endpoint->secret);
  g_free (endpoint);
}

void
cor_cti_profile_free (CorCtiProfile *profile)
{
  if (profile == NULL)
    return;
  g_free (profile->username);
  g_free (profile->name);
  g_free (profile->main_extension);
  g_clear_pointer (&profile->endpoints, g_ptr_array_unref);
  g_free (profile->default_device);
  g_free (profile->proxy_fqdn);
  g_strfreev (profile->groups);
  g_free (profile->mailbox);
  g_free (profile->cellphone);
  for (guint i = 0; i < COR_CTI_N_WHENS; i++)
    g_free (profile->forward_to[i]);
  g_free (profile);
}

static char *
dup_filled (JsonObject *object, const char *name, gsize max_len)
{
  g_autofree char *text = cor_json_dup_text (object, name, max_len);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static CorCtiEndpoint *
parse_endpoint (JsonObject *object)
{
  JsonObject *actions = cor_json_get_object (object, "actions");
  g_autofree char *id = dup_filled (object, "id", COR_CTI_MAX_ID);
  CorCtiEndpoint *endpoint;

  if (id == NULL)
    return NULL;
  endpoint = g_new0 (CorCtiEndpoint, 1);
  endpoint->type = dup_filled (object, "type", 32);
  endpoint->name = dup_filled (object, "description", COR_CTI_MAX_TEXT);
  if (endpoint->name == NULL)
    endpoint->name = g_strdup (id);
  endpoint->user = dup_filled (object, "username", COR_CTI_MAX_ID);
  endpoint->secret = dup_filled (object, "secret", COR_CTI_MAX_TEXT);
  endpoint->can_answer = cor_json_get_bool (actions, "answer");
  endpoint->can_hold = cor_json_get_bool (actions, "hold");
  endpoint->can_dtmf = cor_json_get_bool (actions, "dtmf");
  if (endpoint->type == NULL)
    endpoint->type = g_strdup ("physical");
  endpoint->id = g_steal_pointer (&id);
  return endpoint;
}

static GPtrArray *
parse_endpoints (JsonObject *endpoints)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)endpoint_free);
  JsonArray *array = cor_json_get_array (endpoints, "extension");

  for (guint i = 0; i < MIN (cor_json_array_length (array), MAX_ENDPOINTS); i++) {
    JsonObject *object = cor_json_array_get_object (array, i);
    CorCtiEndpoint *endpoint = object != NULL ? parse_endpoint (object) : NULL;

    if (endpoint != NULL)
      g_ptr_array_add (list, endpoint);
  }
  return list;
}

/* The server keeps any text as the default device, also one that is no device of the user's. */
static char *
parse_default_device (JsonObject *body, GPtrArray *endpoints)
{
  g_autofree char *id =
    dup_filled (cor_json_get_object (body, "default_device"), "id", COR_CTI_MAX_ID);

  for (guint i = 0; id != NULL && i < endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = g_ptr_array_index (endpoints, i);

    if (g_str_equal (endpoint->id, id))
      return g_steal_pointer (&id);
  }
  return NULL;
}

gboolean
cor_profile_permits (JsonObject *body, const char *macro, const char *permission)
{
  JsonObject *profile = cor_json_get_object (body, "profile");
  JsonObject *macros = cor_json_get_object (profile, "macro_permissions");
  JsonObject *object = cor_json_get_object (macros, macro);
  JsonObject *permissions = cor_json_get_object (object, "permissions");

  if (!cor_json_get_bool (object, "value"))
    return FALSE;
  return permission == NULL ||
         cor_json_get_bool (cor_json_get_object (permissions, permission), "value");
}

/* A server that knows levels names the user's; another has only who may write everything, and
 * lets everybody else write their own. */
static void
read_book_rights (JsonObject *body, CorCtiProfile *profile)
{
  gboolean reads_only = cor_profile_permits (body, "phonebook", "phonebook_level_0");
  gboolean own = cor_profile_permits (body, "phonebook", "phonebook_level_1");

  profile->writes_every = cor_profile_permits (body, "phonebook", "ad_phonebook") ||
                          cor_profile_permits (body, "phonebook", "phonebook_level_2");
  profile->writes_own = profile->phonebook && (profile->writes_every || own || !reads_only);
}

/* Names of the permissions to see a group. */
static char **
dup_groups (JsonObject *body)
{
  JsonObject *macros =
    cor_json_get_object (cor_json_get_object (body, "profile"), "macro_permissions");
  JsonObject *permissions =
    cor_json_get_object (cor_json_get_object (macros, "presence_panel"), "permissions");
  g_autoptr (GList) names = cor_json_list_members (permissions, MAX_PERMISSIONS);
  GPtrArray *groups = g_ptr_array_new ();

  for (GList *name = names; name != NULL; name = name->next)
    if (g_str_has_prefix (name->data, "grp_") && strlen (name->data) <= COR_CTI_MAX_TEXT &&
        cor_profile_permits (body, "presence_panel", name->data))
      g_ptr_array_add (groups, g_strdup (name->data));
  g_ptr_array_add (groups, NULL);
  return (char **)g_ptr_array_free (groups, FALSE);
}

static CorCtiOpenUrl
parse_open_url (JsonObject *body)
{
  static const char *const words[] = { "never", "ringing", "answered", "button" };
  const char *word =
    cor_json_get_string (cor_json_get_object (body, "settings"), "open_param_url", 16);

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      return i;
  return COR_CTI_OPEN_NEVER;
}

static void
read_summary_rights (JsonObject *body, CorCtiProfile *profile)
{
  JsonObject *settings = cor_json_get_object (body, "settings");

  profile->summaries = cor_profile_permits (body, "nethvoice_cti", "satellite_stt");
  profile->summary_news = settings == NULL ||
                          !json_object_has_member (settings, "call_summary_notifications") ||
                          cor_json_get_bool (settings, "call_summary_notifications");
}

static void
read_company_rights (JsonObject *body, CorCtiProfile *profile)
{
  profile->customer_cards = cor_profile_permits (body, "customer_card", NULL);
  profile->group_cdr = cor_profile_permits (body, "cdr", "group_cdr");
  profile->every_cdr = cor_profile_permits (body, "cdr", "ad_cdr");
  profile->open_url = parse_open_url (body);
}

CorCtiProfile *
cor_profile_parse (JsonObject *body)
{
  g_autofree char *username = dup_filled (body, "username", COR_CTI_MAX_TEXT);
  JsonObject *endpoints = cor_json_get_object (body, "endpoints");
  CorCtiProfile *profile;

  if (username == NULL)
    return NULL;
  profile = g_new0 (CorCtiProfile, 1);
  profile->name = dup_filled (body, "name", COR_CTI_MAX_TEXT);
  if (profile->name == NULL)
    profile->name = g_strdup (username);
  profile->username = g_steal_pointer (&username);
  profile->main_extension =
    dup_filled (cor_json_array_get_object (cor_json_get_array (endpoints, "mainextension"), 0),
                "id", COR_CTI_MAX_ID);
  profile->presence = cor_presence_from_word (cor_json_get_string (body, "mainPresence", 32));
  profile->endpoints = parse_endpoints (endpoints);
  profile->default_device = parse_default_device (body, profile->endpoints);
  profile->proxy_fqdn = dup_filled (body, "proxy_fqdn", COR_CTI_MAX_TEXT);
  profile->phonebook = cor_profile_permits (body, "phonebook", NULL);
  read_book_rights (body, profile);
  read_company_rights (body, profile);
  read_summary_rights (body, profile);
  profile->cdr = cor_profile_permits (body, "cdr", NULL);
  profile->recording = cor_profile_permits (body, "settings", "recording");
  profile->conference = cor_profile_permits (body, "settings", "conference");
  profile->parkings = cor_profile_permits (body, "settings", "parkings");
  profile->queues = cor_profile_permits (body, "queue_agent", NULL);
  profile->spy = cor_profile_permits (body, "settings", "spy");
  profile->intrude = cor_profile_permits (body, "settings", "intrude");
  profile->dnd = cor_profile_permits (body, "settings", "dnd");
  profile->call_forward = cor_profile_permits (body, "settings", "call_forward");
  profile->mailbox =
    dup_filled (cor_json_array_get_object (cor_json_get_array (endpoints, "voicemail"), 0), "id",
                COR_CTI_MAX_ID);
  profile->cellphone =
    dup_filled (cor_json_array_get_object (cor_json_get_array (endpoints, "cellphone"), 0), "id",
                COR_CTI_MAX_NUMBER);
  profile->chosen[COR_CTI_ALWAYS] =
    cor_presence_from_word (cor_json_get_string (body, "presence", 32));
  profile->chosen[COR_CTI_ON_BUSY] =
    cor_presence_from_word (cor_json_get_string (body, "presenceOnBusy", 32));
  profile->chosen[COR_CTI_ON_UNAVAILABLE] =
    cor_presence_from_word (cor_json_get_string (body, "presenceOnUnavailable", 32));
  profile->pick_up = cor_profile_permits (body, "settings", "pickup") ||
                     cor_profile_permits (body, "presence_panel", "pickup");
  profile->recall = g_strcmp0 (cor_json_get_string (body, "recallOnBusy", 16), "enabled") == 0;
  profile->all_groups = cor_profile_permits (body, "presence_panel", "all_groups");
  profile->groups = dup_groups (body);
  return profile;
}

static void
remember (CorCti *self, const CorCtiProfile *profile)
{
  /* Another one: a page that is being read keeps the old. */
  g_hash_table_unref (self->own_extensions);
  self->own_extensions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < profile->endpoints->len; i++) {
    const CorCtiEndpoint *endpoint = g_ptr_array_index (profile->endpoints, i);

    g_hash_table_add (self->own_extensions, g_strdup (endpoint->id));
  }
  if (profile->main_extension != NULL)
    g_hash_table_add (self->own_extensions, g_strdup (profile->main_extension));
  g_free (self->mailbox);
  self->mailbox = g_strdup (profile->mailbox);
  cor_desk_set_endpoints (self->desk, profile->endpoints);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);
  CorCtiProfile *profile = body != NULL ? cor_profile_parse (body) : NULL;

  if (profile == NULL) {
    g_task_return_error (task, error != NULL ? error : cor_error_bad_data (self->host->shown));
    return;
  }
  remember (self, profile);
  g_task_return_pointer (task, profile, (GDestroyNotify)cor_cti_profile_free);
}

void
cor_cti_fetch_profile_async (CorCti *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = "/user/me" };

  g_task_set_source_tag (task, cor_cti_fetch_profile_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

CorCtiProfile *
cor_cti_fetch_profile_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
