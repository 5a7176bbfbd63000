/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the server does with a call of the user's wherever it is talked in:
 * transfer it, ask somebody first, park or record it. A conversation is named by its id
 * of the newest news of its phone: it changes while the call lives. */
#include "config.h"
#include "move.h"
#include "desk-private.h"
#include "request.h"
#include "model/party.h"
#include <string.h>

static void
conversation_free (gpointer data)
{
  CorCtiConversation *conversation = data;

  g_free (conversation->id);
  g_free (conversation->device);
  g_free (conversation->number);
  g_free (conversation);
}

static CorCtiConversation *
add (GPtrArray *all, const char *id, const char *device, const char *number)
{
  CorCtiConversation *conversation = g_new0 (CorCtiConversation, 1);

  conversation->id = g_strdup (id);
  conversation->device = g_strdup (device);
  conversation->number = g_strdup (number);
  g_ptr_array_add (all, conversation);
  return conversation;
}

/* Those that a program on a computer registers as. The web phone is the browser's. */
static gboolean
is_of_computer (CorCti *self, const char *exten)
{
  const CorCtiEndpoint *endpoint = cor_desk_find_endpoint (self->desk, exten);

  return endpoint != NULL &&
         (g_str_equal (endpoint->type, "nethlink") || g_str_equal (endpoint->type, "mobile"));
}

void
cor_move_note_exten (CorCti *self, const CorExten *exten)
{
  if (is_of_computer (self, exten->exten))
    g_hash_table_replace (self->computers, g_strdup (exten->exten), cor_exten_copy (exten));
}

GPtrArray *
cor_cti_list_conversations (CorCti *self, CorCall *call)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (conversation_free);
  const char *device, *id;
  GHashTableIter iter;
  gpointer value;

  if (!cor_call_is_on_this_computer (call)) {
    id = cor_desk_find_conversation (self->desk, call, &device);
    if (id != NULL)
      add (all, id, device, cor_call_get_number (call));
    return all;
  }
  if (!cor_cti_is_online (self)) /* what was told may be over */
    return all;
  g_hash_table_iter_init (&iter, self->computers);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const CorExten *exten = value;

    for (guint i = 0; i < exten->conversations->len; i++) {
      const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

      if (conversation->connected)
        add (all, conversation->id, exten->exten, conversation->number)->recording =
          conversation->recording;
    }
  }
  return all;
}

const char *
cor_cti_find_queue (CorCti *self, const char *number)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->computers);
  while (cor_cti_is_online (self) && g_hash_table_iter_next (&iter, NULL, &value)) {
    const CorExten *exten = value;

    for (guint i = 0; i < exten->conversations->len; i++) {
      const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

      if (conversation->incoming && !conversation->connected && *conversation->queue != '\0' &&
          cor_party_is_same (conversation->number, number))
        return conversation->queue;
    }
  }
  return NULL;
}

static char *
build_body (const CorCtiMove *move)
{
  const CorCtiConversation *what = move->conversation;
  g_autofree char *to = NULL;

  if (move->kind == COR_CTI_PARK)
    return cor_json_build ("convid", what->id, "endpointId", what->device, "applicantId",
                           what->device, "applicantType", "extension", NULL);
  if (move->to == NULL)
    return cor_json_build ("convid", what->id, "endpointId", what->device, NULL);
  to = cor_desk_format_number (move->to);
  return cor_json_build ("convid", what->id, "endpointId", what->device, "to", to, NULL);
}

void
cor_cti_move_async (CorCti *self,
                    const CorCtiMove *move,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  static const char *const paths[] = { [COR_CTI_TRANSFER] = "/astproxy/blindtransfer",
                                       [COR_CTI_CONSULT] = "/astproxy/atxfer",
                                       [COR_CTI_PARK] = "/astproxy/park",
                                       [COR_CTI_RECORD] = "/astproxy/start_record",
                                       [COR_CTI_RECORD_PAUSE] = "/astproxy/mute_record",
                                       [COR_CTI_RECORD_RESUME] = "/astproxy/unmute_record",
                                       [COR_CTI_RECORD_STOP] = "/astproxy/stop_record" };
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = build_body (move);
  const CorRequest request = { .method = "POST", .path = paths[move->kind], .body = body };

  g_task_set_source_tag (task, cor_cti_move_async);
  cor_request_send_async (self, &request, cancellable, cor_request_return_done, task);
}

gboolean
cor_cti_move_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
