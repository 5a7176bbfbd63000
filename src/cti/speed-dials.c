/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's speed dials on the server: contacts of a type of their own. What says
 * which are colleagues with a star is in their notes. */
#include "config.h"
#include "speed-dials.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"

#define TYPE "speeddial"
#define BASIC "speeddial-basic"
#define FAVOURITE "speeddial-favorite"

/* NULL: no number to call, or nothing to keep it by. */
static CorSpeedDial *
parse_row (JsonObject *row)
{
  const char *name = cor_json_get_string (row, "name", COR_CTI_MAX_TEXT);
  CorSpeedDialFields fields = {
    .id = cor_json_get_int (row, "id", 0),
    .name = name,
    .company = cor_json_get_string (row, "company", COR_CTI_MAX_TEXT),
    .favourite = g_strcmp0 (cor_json_get_string (row, "notes", 64), FAVOURITE) == 0,
  };
  g_autofree char *number = cor_json_dup_text (row, "speeddial_num", COR_CTI_MAX_NUMBER);

  fields.number = number != NULL ? number : "";
  if (fields.id <= 0 || fields.id > G_MAXINT)
    return NULL;
  if (fields.favourite ? name == NULL : *fields.number == '\0')
    return NULL;
  return cor_speed_dial_new (&fields);
}

GPtrArray *
cor_speed_dials_parse (JsonArray *rows)
{
  GPtrArray *dials = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (cor_json_array_length (rows), COR_SPEED_DIALS_MAX); i++) {
    CorSpeedDial *dial = parse_row (cor_json_array_get_object (rows, i));

    if (dial != NULL)
      g_ptr_array_add (dials, dial);
  }
  return dials;
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, &error);
  g_autoptr (JsonArray) rows = NULL;
  const char *text;
  gsize len;

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  text = g_bytes_get_data (body, &len);
  rows = text != NULL ? cor_json_parse_array (text, len, NULL) : NULL;
  if (rows != NULL)
    g_task_return_pointer (task, cor_speed_dials_parse (rows), (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, cor_error_bad_data (COR_CTI (source)->host->shown));
}

void
cor_cti_fetch_speed_dials_async (CorCti *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = COR_SPEED_DIALS_PATH };

  g_task_set_source_tag (task, cor_cti_fetch_speed_dials_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GPtrArray *
cor_cti_fetch_speed_dials_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Writing. --- */

/* Takes the task. */
static void
post (CorCti *self, GTask *task, const char *path, const char *body)
{
  const CorRequest request = { .method = "POST", .path = path, .body = body };

  cor_request_send_async (self, &request, g_task_get_cancellable (task), cor_request_return_done,
                          task);
}

/* The older generation takes an id as text only. NULL for none. */
static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

void
cor_cti_write_speed_dial_async (CorCti *self,
                                const CorSpeedDialFields *fields,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *id = dup_id (fields->id);
  g_autofree char *body = cor_json_build (
    "id", id, "type", TYPE, "notes", fields->favourite ? FAVOURITE : BASIC, "name", fields->name,
    "company", fields->company, "speeddial_num", fields->number, NULL);

  g_task_set_source_tag (task, cor_cti_write_speed_dial_async);
  post (self, task, id != NULL ? "/phonebook/modify_cticontact" : "/phonebook/create", body);
}

void
cor_cti_delete_speed_dial_async (CorCti *self,
                                 gint64 id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *text = dup_id (id);
  g_autofree char *body = cor_json_build ("id", text, NULL);

  g_task_set_source_tag (task, cor_cti_delete_speed_dial_async);
  post (self, task, "/phonebook/delete_cticontact", body);
}

gboolean
cor_cti_write_speed_dial_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
