/* SPDX-License-Identifier: GPL-3.0-or-later
 * /user/paramurl: the page that the administrator has set for callers. */
#include "config.h"
#include "param-url.h"
#include "cti-private.h"
#include "desk-private.h"
#include "request.h"
#include "model/party.h"

void
cor_cti_param_url_free (CorCtiParamUrl *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self);
}

/* The server's database has it as a number in some versions, as text in others. */
static gboolean
read_flag (JsonObject *body, const char *name)
{
  const char *text = cor_json_get_string (body, name, 8);

  return cor_json_get_bool (body, name) || cor_json_get_int (body, name, 0) == 1 ||
         g_strcmp0 (text, "true") == 0;
}

CorCtiParamUrl *
cor_param_url_parse (JsonObject *body)
{
  CorCtiParamUrl *self = g_new0 (CorCtiParamUrl, 1);
  const char *url = cor_json_get_string (body, "url", COR_PARAM_URL_MAX);

  self->url = url != NULL && *url != '\0' ? g_strdup (url) : NULL;
  self->only_queues = read_flag (body, "only_queues");
  return self;
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);

  if (body != NULL)
    g_task_return_pointer (task, cor_param_url_parse (body),
                           (GDestroyNotify)cor_cti_param_url_free);
  else
    g_task_return_error (task, error);
}

void
cor_cti_fetch_param_url_async (CorCti *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = "/user/paramurl" };

  g_task_set_source_tag (task, cor_cti_fetch_param_url_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

CorCtiParamUrl *
cor_cti_fetch_param_url_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Whose conversation the call is. --- */

static char *
dup_filled (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static char *
dup_of_desk (CorCti *self, CorCall *call)
{
  CorDeskCall *desk_call = cor_desk_find_call (self->desk, call);

  if (desk_call == NULL)
    return NULL;
  return dup_filled (desk_call->unique_id != NULL ? desk_call->unique_id : desk_call->linked_id);
}

static char *
dup_of_exten (const CorExten *exten, CorCall *call)
{
  for (guint i = 0; i < exten->conversations->len; i++) {
    const CorConversation *conversation = g_ptr_array_index (exten->conversations, i);

    if (conversation->incoming == cor_call_is_incoming (call) &&
        cor_party_is_same (conversation->number, cor_call_get_number (call)))
      return dup_filled (*conversation->unique_id != '\0' ? conversation->unique_id
                                                          : conversation->linked_id);
  }
  return NULL;
}

char *
cor_cti_dup_unique_id (CorCti *self, CorCall *call)
{
  GHashTableIter iter;
  gpointer value;

  if (!cor_call_is_on_this_computer (call))
    return dup_of_desk (self, call);
  if (!cor_cti_is_online (self))
    return NULL;
  g_hash_table_iter_init (&iter, self->computers);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    char *id = dup_of_exten (value, call);

    if (id != NULL)
      return id;
  }
  return NULL;
}
