/* SPDX-License-Identifier: GPL-3.0-or-later
 * The exchange's queues, and what a member does in one. */
#include "config.h"
#include "queues.h"
#include "cti-private.h"
#include "request.h"

#define MAX_REASON 256

CorQueueMember *
cor_queue_member_parse (JsonObject *object)
{
  g_autofree char *exten = cor_json_dup_text (object, "member", COR_CTI_MAX_ID);
  g_autofree char *queue = cor_json_dup_text (object, "queue", COR_CTI_MAX_ID);
  const CorQueueMemberFields fields = {
    .queue = queue,
    .exten = exten,
    .name = cor_json_get_string (object, "name", COR_CTI_MAX_TEXT),
    .reason = cor_json_get_string (object, "lastPausedInReason", MAX_REASON),
    .dynamic = g_strcmp0 (cor_json_get_string (object, "type", 16), "dynamic") == 0,
    .logged_in = cor_json_get_bool (object, "loggedIn"),
    .paused = cor_json_get_bool (object, "paused"),
  };

  if (exten == NULL || *exten == '\0' || queue == NULL || *queue == '\0')
    return NULL;
  return cor_queue_member_new (&fields);
}

static GPtrArray *
parse_members (JsonObject *object)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GList) names = cor_json_list_members (object, COR_QUEUE_MEMBERS_MAX);

  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *row = cor_json_get_object (object, name->data);
    CorQueueMember *member = row != NULL ? cor_queue_member_parse (row) : NULL;

    if (member != NULL)
      g_ptr_array_add (members, member);
  }
  return members;
}

CorQueue *
cor_queue_parse (JsonObject *object)
{
  g_autofree char *id = cor_json_dup_text (object, "queue", COR_CTI_MAX_ID);
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GList) waiting = NULL;

  if (id == NULL || *id == '\0')
    return NULL;
  members = parse_members (cor_json_get_object (object, "members"));
  waiting =
    cor_json_list_members (cor_json_get_object (object, "waitingCallers"), COR_QUEUE_WAITING_MAX);
  return cor_queue_new (id, cor_json_get_string (object, "name", COR_CTI_MAX_TEXT),
                        g_list_length (waiting), members);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);
  g_autoptr (GList) names = cor_json_list_members (body, COR_QUEUES_MAX);
  GPtrArray *queues;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  queues = g_ptr_array_new_with_free_func (g_object_unref);
  for (GList *name = names; name != NULL; name = name->next) {
    JsonObject *object = cor_json_get_object (body, name->data);
    CorQueue *queue = object != NULL ? cor_queue_parse (object) : NULL;

    if (queue != NULL)
      g_ptr_array_add (queues, queue);
  }
  g_task_return_pointer (task, queues, (GDestroyNotify)g_ptr_array_unref);
}

void
cor_cti_fetch_queues_async (CorCti *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = "/astproxy/queues" };

  g_task_set_source_tag (task, cor_cti_fetch_queues_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GPtrArray *
cor_cti_fetch_queues_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_cti_order_queue_async (CorCti *self,
                           const CorCtiQueueOrder *order,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  static const char *const paths[] = {
    [COR_CTI_QUEUE_LOG_IN] = "/astproxy/queuemember_add",
    [COR_CTI_QUEUE_LOG_OUT] = "/astproxy/queuemember_remove",
    [COR_CTI_QUEUE_PAUSE] = "/astproxy/queuemember_pause",
    [COR_CTI_QUEUE_GO_ON] = "/astproxy/queuemember_unpause",
  };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const char *reason = order->act == COR_CTI_QUEUE_PAUSE ? order->reason : NULL;
  g_autofree char *body =
    cor_json_build ("endpointId", order->exten, "queueId", order->queue, "reason", reason, NULL);
  const CorRequest request = { .method = "POST", .path = paths[order->act], .body = body };

  g_task_set_source_tag (task, cor_cti_order_queue_async);
  cor_request_send_async (self, &request, cancellable, cor_request_return_done, task);
}

gboolean
cor_cti_order_queue_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
