/* SPDX-License-Identifier: GPL-3.0-or-later
 * Everybody at the company. Three answers make the list: who there is, in which
 * groups, and who has a star; without the last two it is a poorer list. They are
 * read in a thread of their own: 300 people take 20 ms. */
#include "config.h"
#include "colleagues.h"
#include "cti-private.h"
#include "errors.h"
#include "request.h"
#include "speed-dials.h"

enum { ENDPOINTS, GROUPS, SPEED_DIALS, N_BODIES };

static const char *const paths[N_BODIES] = {
  [ENDPOINTS] = "/user/endpoints/all",
  [GROUPS] = "/astproxy/opgroups",
  [SPEED_DIALS] = COR_SPEED_DIALS_PATH,
};

typedef struct {
  GBytes *bodies[N_BODIES]; /* each or NULL */
  guint n;                  /* asked for */
  char *username, *host;
  gboolean all_groups;
  char **groups;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  for (guint i = 0; i < N_BODIES; i++)
    g_clear_pointer (&fetch->bodies[i], g_bytes_unref);
  g_free (fetch->username);
  g_free (fetch->host);
  g_strfreev (fetch->groups);
  g_free (fetch);
}

static JsonObject *
parse_object (GBytes *body)
{
  gsize len = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &len) : NULL;

  return text != NULL ? cor_json_parse_object (text, len, NULL) : NULL;
}

static JsonArray *
parse_array (GBytes *body)
{
  gsize len = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &len) : NULL;

  return text != NULL ? cor_json_parse_array (text, len, NULL) : NULL;
}

/* In a thread: it touches nothing but what the fetch holds, whose owner waits. */
static void
parse (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  const CorColleagueSight sight = { .username = fetch->username,
                                    .all_groups = fetch->all_groups,
                                    .groups = (const char *const *)fetch->groups };
  g_autoptr (JsonObject) endpoints = parse_object (fetch->bodies[ENDPOINTS]);
  g_autoptr (JsonObject) groups = parse_object (fetch->bodies[GROUPS]);
  g_autoptr (JsonArray) speed_dials = parse_array (fetch->bodies[SPEED_DIALS]);

  if (endpoints != NULL)
    g_task_return_pointer (task, cor_colleagues_parse (endpoints, groups, speed_dials, &sight),
                           (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, cor_error_bad_data (fetch->host));
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *colleagues = g_task_propagate_pointer (G_TASK (result), &error);

  if (colleagues != NULL)
    g_task_return_pointer (task, colleagues, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void on_body (GObject *source, GAsyncResult *result, gpointer user_data);

/* Takes the task. */
static void
go_on (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GTask) parsing = NULL;
  CorRequest request = { .method = "GET" };

  if (fetch->n < N_BODIES) {
    request.path = paths[fetch->n];
    cor_request_send_async (g_task_get_source_object (task), &request,
                            g_task_get_cancellable (task), on_body, task);
    return;
  }
  parsing = g_task_new (NULL, NULL, on_parsed, task);
  g_task_set_task_data (parsing, fetch, NULL);
  g_task_run_in_thread (parsing, parse);
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *body = cor_request_send_finish (COR_CTI (source), result, &error);

  if (body == NULL && fetch->n == ENDPOINTS) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  if (error != NULL)
    g_debug ("cti: %s: %s", paths[fetch->n], error->message);
  g_clear_error (&error);
  fetch->bodies[fetch->n++] = body;
  go_on (task);
}

void
cor_cti_fetch_colleagues_async (CorCti *self,
                                const CorCtiProfile *profile,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->username = g_strdup (profile->username);
  fetch->host = g_strdup (self->host->shown);
  fetch->all_groups = profile->all_groups;
  fetch->groups = profile->groups != NULL ? g_strdupv (profile->groups) : g_new0 (char *, 1);
  g_task_set_source_tag (task, cor_cti_fetch_colleagues_async);
  g_task_set_task_data (task, fetch, fetch_free);
  go_on (task);
}

GPtrArray *
cor_cti_fetch_colleagues_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Stars. --- */

typedef struct {
  char *username;
  gint64 favourite;
} Star;

static void
star_free (gpointer data)
{
  Star *star = data;

  g_free (star->username);
  g_free (star);
}

static void
on_speed_dials (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Star *star = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) body = cor_request_send_finish (COR_CTI (source), result, &error);
  g_autoptr (JsonArray) rows = parse_array (body);

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  star->favourite = cor_colleagues_find_favourite (rows, star->username);
  if (star->favourite != 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, cor_error_bad_data (COR_CTI (source)->host->shown));
}

/* What was made is not told: only the list tells what the server keeps it by. */
static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const CorRequest request = { .method = "GET", .path = paths[SPEED_DIALS] };
  GTask *task = user_data;
  GError *error = NULL;

  if (cor_cti_write_speed_dial_finish (COR_CTI (source), result, &error)) {
    cor_request_send_async (COR_CTI (source), &request, g_task_get_cancellable (task),
                            on_speed_dials, task);
    return;
  }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (cor_cti_write_speed_dial_finish (COR_CTI (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cor_cti_star_async (CorCti *self,
                    CorColleague *colleague,
                    gboolean star,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorSpeedDialFields fields = { .name = cor_colleague_get_username (colleague),
                                      .company = cor_colleague_get_name (colleague),
                                      .number = cor_colleague_get_extension (colleague),
                                      .favourite = TRUE };
  Star *wanted = g_new0 (Star, 1);

  wanted->username = g_strdup (fields.name);
  g_task_set_source_tag (task, cor_cti_star_async);
  g_task_set_task_data (task, wanted, star_free);
  if (star)
    cor_cti_write_speed_dial_async (self, &fields, cancellable, on_created, task);
  else
    cor_cti_delete_speed_dial_async (self, cor_colleague_get_favourite (colleague), cancellable,
                                     on_removed, task);
}

gboolean
cor_cti_star_finish (CorCti *self, GAsyncResult *result, gint64 *ret_favourite, GError **error)
{
  const Star *star = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_favourite = star->favourite;
  return TRUE;
}

/* --- Their calls. --- */

static void
post (GTask *task, const char *path, const char *body)
{
  const CorRequest request = { .method = "POST", .path = path, .body = body };

  cor_request_send_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task),
                          cor_request_return_done, task);
}

void
cor_cti_pick_up_async (CorCti *self,
                       const char *exten,
                       const char *device,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = cor_json_build ("endpointId", exten, "destId", device, NULL);

  g_task_set_source_tag (task, cor_cti_pick_up_async);
  post (task, "/astproxy/pickup_conv", body);
}

void
cor_cti_recall_async (CorCti *self,
                      const char *caller,
                      const char *called,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *body = cor_json_build ("caller", caller, "called", called, NULL);

  g_task_set_source_tag (task, cor_cti_recall_async);
  post (task, "/astproxy/recall_on_busy", body);
}

gboolean
cor_cti_colleague_act_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
