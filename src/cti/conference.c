/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conferences of the exchange. Their routes and events are known from the
 * server's and its web page's sources; a server without them answers with an
 * error, which is told like any other. */
#include "config.h"
#include "conference.h"
#include "cti-private.h"
#include "request.h"
#include <string.h>

/* An exchange's conferences are smaller; what a server sends beyond is not kept. */
#define MAX_USERS 64

static void
user_free (gpointer data)
{
  CorCtiConferenceUser *user = data;

  g_free (user->id);
  g_free (user->number);
  g_free (user->name);
  g_free (user);
}

void
cor_cti_conference_free (CorCtiConference *conference)
{
  if (conference == NULL)
    return;
  g_free (conference->id);
  g_ptr_array_unref (conference->users);
  g_free (conference);
}

static CorCtiConference *
new_conference (const char *id)
{
  CorCtiConference *conference = g_new0 (CorCtiConference, 1);

  conference->id = g_strdup (id);
  conference->users = g_ptr_array_new_with_free_func (user_free);
  return conference;
}

/* key: the number, which some servers say nowhere else. */
static void
add_user (CorCtiConference *conference, const char *key, JsonObject *object)
{
  g_autofree char *id = cor_json_dup_text (object, "id", COR_CTI_MAX_ID);
  g_autofree char *number = cor_json_dup_text (object, "extenId", COR_CTI_MAX_NUMBER);
  g_autofree char *name = cor_json_dup_text (object, "name", COR_CTI_MAX_TEXT);
  CorCtiConferenceUser *user;

  if (id == NULL || (number == NULL && strlen (key) > COR_CTI_MAX_NUMBER))
    return;
  user = g_new0 (CorCtiConferenceUser, 1);
  user->id = g_steal_pointer (&id);
  user->number = number != NULL ? g_steal_pointer (&number) : g_strdup (key);
  user->name = name != NULL ? g_steal_pointer (&name) : g_strdup ("");
  user->muted = cor_json_get_bool (object, "muted");
  g_ptr_array_add (conference->users, user);
}

CorCtiConference *
cor_conference_parse (JsonObject *object)
{
  g_autofree char *id = cor_json_dup_text (object, "id", COR_CTI_MAX_ID);
  JsonObject *users = cor_json_get_object (object, "users");
  g_autoptr (GList) keys = cor_json_list_members (users, MAX_USERS);
  CorCtiConference *conference;

  if (id == NULL || *id == '\0')
    return NULL;
  conference = new_conference (id);
  for (GList *key = keys; key != NULL; key = key->next) {
    JsonObject *user = cor_json_get_object (users, key->data);

    if (user != NULL)
      add_user (conference, key->data, user);
  }
  return conference;
}

/* --- Asked for. --- */

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);
  CorCtiConference *conference;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  conference = cor_conference_parse (body);
  if (conference == NULL) /* {} */
    conference = new_conference (g_task_get_task_data (task));
  g_task_return_pointer (task, conference, (GDestroyNotify)cor_cti_conference_free);
}

void
cor_cti_fetch_conference_async (CorCti *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/astproxy/conference/", escaped, NULL);
  const CorRequest request = { .method = "GET", .path = path };

  g_task_set_source_tag (task, cor_cti_fetch_conference_async);
  g_task_set_task_data (task, g_strdup (id), g_free);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

CorCtiConference *
cor_cti_fetch_conference_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Ordered. --- */

static char *
build_body (const CorCtiConferenceOrder *order)
{
  const CorCtiConversation *what = order->conversation;

  switch (order->kind) {
  case COR_CTI_CONFERENCE_PUT:
    return cor_json_build ("convid", what->id, "addEndpointId", what->number, "ownerEndpointId",
                           what->device, NULL);
  case COR_CTI_CONFERENCE_JOIN:
    return cor_json_build ("endpointId", order->id, NULL);
  case COR_CTI_CONFERENCE_MUTE:
  case COR_CTI_CONFERENCE_UNMUTE:
    return cor_json_build ("confId", order->id, "userId", order->user, NULL);
  case COR_CTI_CONFERENCE_REMOVE:
    return cor_json_build ("confId", order->id, "extenId", order->user, NULL);
  case COR_CTI_CONFERENCE_END:
  default:
    return cor_json_build ("confId", order->id, NULL);
  }
}

void
cor_cti_order_conference_async (CorCti *self,
                                const CorCtiConferenceOrder *order,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static const char *const paths[] = {
    [COR_CTI_CONFERENCE_PUT] = "/astproxy/start_conf",
    [COR_CTI_CONFERENCE_JOIN] = "/astproxy/join_myconf",
    [COR_CTI_CONFERENCE_END] = "/astproxy/end_conf",
    [COR_CTI_CONFERENCE_MUTE] = "/astproxy/mute_userconf",
    [COR_CTI_CONFERENCE_UNMUTE] = "/astproxy/unmute_userconf",
    [COR_CTI_CONFERENCE_REMOVE] = "/astproxy/hangup_userconf",
  };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = build_body (order);
  const CorRequest request = { .method = "POST", .path = paths[order->kind], .body = body };

  g_task_set_source_tag (task, cor_cti_order_conference_async);
  cor_request_send_async (self, &request, cancellable, cor_request_return_done, task);
}

gboolean
cor_cti_order_conference_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
