/* SPDX-License-Identifier: GPL-3.0-or-later
 * Those who wait in the exchange's parkings, and fetching them. */
#include "config.h"
#include "parking.h"
#include "cti-private.h"
#include "request.h"

static char *
dup_known (JsonObject *object, const char *name, gsize max_len)
{
  g_autofree char *text = cor_json_dup_text (object, name, max_len);

  if (text == NULL || g_ascii_strcasecmp (text, "<unknown>") == 0)
    return NULL;
  return g_steal_pointer (&text);
}

CorParkedCall *
cor_parking_parse (JsonObject *object)
{
  g_autofree char *lot = cor_json_dup_text (object, "parking", COR_CTI_MAX_ID);
  JsonObject *who = cor_json_get_object (object, "parkedCaller");
  g_autofree char *number = dup_known (who, "num", COR_CTI_MAX_NUMBER);
  g_autofree char *name = dup_known (who, "name", COR_CTI_MAX_TEXT);
  g_autofree char *by = dup_known (who, "parkeeNum", COR_CTI_MAX_NUMBER);
  g_autofree char *by_name = dup_known (who, "parkeeName", COR_CTI_MAX_TEXT);
  gint64 whole = cor_json_get_int (object, "timeout", 0);
  gint64 left = cor_json_get_int (who, "timeout", whole);
  CorParkedFields fields = { .lot = lot, .number = number, .name = name };

  if (lot == NULL || *lot == '\0')
    return NULL;
  /* Who withholds the number is there all the same: {} is nobody. */
  fields.taken = cor_json_get_string (who, "channel", COR_CTI_MAX_TEXT) != NULL || number != NULL;
  fields.by = by;
  fields.by_name = by_name;
  fields.seconds = (guint)CLAMP (left, 0, COR_PARKING_SECONDS_MAX);
  return cor_parked_call_new (&fields);
}

static GPtrArray *
parse_all (JsonObject *body)
{
  GPtrArray *parked = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GList) lots = cor_json_list_members (body, COR_PARKINGS_MAX);

  for (GList *lot = lots; lot != NULL; lot = lot->next) {
    JsonObject *object = cor_json_get_object (body, lot->data);
    g_autoptr (CorParkedCall) call = object != NULL ? cor_parking_parse (object) : NULL;

    if (call != NULL && cor_parked_call_is_taken (call))
      g_ptr_array_add (parked, g_steal_pointer (&call));
  }
  return parked;
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);

  if (body != NULL)
    g_task_return_pointer (task, parse_all (body), (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
cor_cti_fetch_parkings_async (CorCti *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = "/astproxy/parkings" };

  g_task_set_source_tag (task, cor_cti_fetch_parkings_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GPtrArray *
cor_cti_fetch_parkings_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_cti_pick_up_parked_async (CorCti *self,
                              const char *lot,
                              const char *device,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = cor_json_build ("parking", lot, "destId", device, NULL);
  const CorRequest request = { .method = "POST", .path = "/astproxy/pickup_parking", .body = body };

  g_task_set_source_tag (task, cor_cti_pick_up_parked_async);
  cor_request_send_async (self, &request, cancellable, cor_request_return_done, task);
}

gboolean
cor_cti_pick_up_parked_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
