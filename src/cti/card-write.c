/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user writes into the phonebook, and what becomes of it there. */
#include "config.h"
#include "cti-private.h"
#include "cti/book.h"
#include "errors.h"
#include "page.h"
#include "phonebook.h"
#include "request.h"
#include <string.h>

#define FOUND_MAX 50
#define GROUPS_MAX 256

static void
add (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

static char *
end_body (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static JsonBuilder *
begin_body (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

/* Takes the task. */
static void
post (CorCti *self, const char *path, const char *body, GTask *task)
{
  const CorRequest request = { .method = "POST", .path = path, .body = body };

  cor_request_send_async (self, &request, g_task_get_cancellable (task), cor_request_return_done,
                          task);
}

void
cor_cti_create_contact_async (CorCti *self,
                              const CorCard *card,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonBuilder) builder = begin_body ();
  g_autofree char *body = NULL;

  g_task_set_source_tag (task, cor_cti_create_contact_async);
  add (builder, "type", card->type != NULL ? card->type : "private");
  add (builder, "name", card->fields[COR_CARD_NAME]);
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (i != COR_CARD_NAME && card->fields[i] != NULL)
      add (builder, cor_card_field_name (i), card->fields[i]);
  body = end_body (builder);
  post (self, "/phonebook/create", body, task);
}

/* The older generation takes an id as text only. */
static void
add_id (JsonBuilder *builder, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  add (builder, "id", text);
}

void
cor_cti_modify_contact_async (CorCti *self,
                              CorContact *before,
                              const CorCard *card,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorCard *old = cor_contact_get_card (before);
  g_autoptr (JsonBuilder) builder = begin_body ();
  g_autofree char *body = NULL;

  g_task_set_source_tag (task, cor_cti_modify_contact_async);
  add_id (builder, cor_contact_get_id (before));
  add (builder, "name", card->fields[COR_CARD_NAME]);
  add (builder, "type", card->type != NULL ? card->type : old->type);
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (i != COR_CARD_NAME && g_strcmp0 (card->fields[i], old->fields[i]) != 0)
      add (builder, cor_card_field_name (i), card->fields[i]);
  body = end_body (builder);
  post (self, "/phonebook/modify_cticontact", body, task);
}

void
cor_cti_delete_contact_async (CorCti *self,
                              gint64 id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (JsonBuilder) builder = begin_body ();
  g_autofree char *body = NULL;

  g_task_set_source_tag (task, cor_cti_delete_contact_async);
  add_id (builder, id);
  body = end_body (builder);
  post (self, "/phonebook/delete_cticontact", body, task);
}

gboolean
cor_cti_write_contact_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A piece of it that a path can carry: servers take the path apart once more on its way. */
static char *
dup_term (const CorCard *card)
{
  static const CorCardField fields[] = { COR_CARD_NAME, COR_CARD_COMPANY };
  CorContactPhone phones[COR_CARD_PHONES];
  guint n = cor_card_list_phones (card, phones);

  for (guint i = 0; i < n; i++)
    if (phones[i].number[strcspn (phones[i].number, "/?#%\\")] == '\0')
      return g_uri_escape_string (phones[i].number, NULL, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *text = card->fields[fields[i]];
    g_autofree char *piece = text != NULL ? g_strndup (text, strcspn (text, "/?#%\\")) : NULL;

    if (piece != NULL && *g_strstrip (piece) != '\0')
      return g_uri_escape_string (piece, NULL, FALSE);
  }
  return NULL;
}

void
cor_cti_find_card_async (CorCti *self,
                         const CorCard *card,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *term = dup_term (card);
  g_autofree char *path = NULL;

  g_task_set_source_tag (task, cor_cti_find_card_async);
  path =
    g_strdup_printf ("/phonebook/search/%s?limit=%d&offset=0", term != NULL ? term : "", FOUND_MAX);
  cor_page_fetch_async (self, path, cor_phonebook_parse_row, cancellable, task);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = cor_contact_get_id (*(CorContact *const *)a);
  gint64 second = cor_contact_get_id (*(CorContact *const *)b);

  return (first < second) - (first > second);
}

GPtrArray *
cor_cti_find_card_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) rows = cor_page_fetch_finish (self, result, NULL, error);

  if (rows == NULL)
    return NULL;
  for (guint i = rows->len; i > 0; i--)
    if (g_strcmp0 (cor_contact_get_source (rows->pdata[i - 1]), "cti") != 0)
      g_ptr_array_remove_index (rows, i - 1);
  g_ptr_array_sort (rows, compare_ids);
  return g_steal_pointer (&rows);
}

static void
on_contact (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (COR_CTI (source), result, &error);

  if (body != NULL)
    g_task_return_pointer (task, cor_phonebook_parse_row (body, NULL), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
cor_cti_fetch_contact_async (CorCti *self,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = g_strdup_printf ("/phonebook/cticontact/%" G_GINT64_FORMAT, id);
  const CorRequest request = { .method = "GET", .path = path };

  g_task_set_source_tag (task, cor_cti_fetch_contact_async);
  cor_request_send_async (self, &request, cancellable, on_contact, task);
}

CorContact *
cor_cti_fetch_contact_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
has_member (JsonObject *group, const char *user)
{
  JsonArray *users = cor_json_get_array (group, "users");

  for (guint i = 0; i < cor_json_array_length (users); i++)
    if (g_strcmp0 (cor_json_array_get_string (users, i, COR_CTI_MAX_TEXT), user) == 0)
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

/* A comma would end the name where contacts are shared. */
static GStrv
list_groups (JsonObject *body, const char *user)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GList) members = cor_json_list_members (body, GROUPS_MAX);

  for (GList *l = members; l != NULL; l = l->next)
    if (strlen (l->data) <= COR_CTI_MAX_TEXT && strchr (l->data, ',') == NULL &&
        has_member (cor_json_get_object (body, l->data), user))
      g_ptr_array_add (names, g_strdup (l->data));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static void
on_groups (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = COR_CTI (source);
  GError *error = NULL;
  g_autoptr (JsonObject) body = cor_request_send_finish_object (self, result, &error);

  if (body != NULL)
    g_task_return_pointer (task, list_groups (body, self->user), (GDestroyNotify)g_strfreev);
  else
    g_task_return_error (task, error);
}

void
cor_cti_fetch_groups_async (CorCti *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const CorRequest request = { .method = "GET", .path = "/astproxy/opgroups" };

  g_task_set_source_tag (task, cor_cti_fetch_groups_async);
  cor_request_send_async (self, &request, cancellable, on_groups, task);
}

GStrv
cor_cti_fetch_groups_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
