/* SPDX-License-Identifier: GPL-3.0-or-later
 * /custcard: what the company's sources know of a number. */
#include "config.h"
#include "cards.h"
#include "cti-private.h"
#include "errors.h"
#include "html.h"
#include "request.h"
#include <glib/gi18n-lib.h>

static CorCustomerCard *
parse_card (const char *id, JsonObject *object)
{
  const char *page = cor_json_get_string (object, "data", COR_CARDS_PAGE_MAX);
  const char *title = cor_json_get_string (object, "descr", COR_CTI_MAX_TEXT);
  g_autofree guchar *html = NULL;
  g_autofree char *text = NULL;
  gsize len;

  if (page == NULL || strlen (id) > COR_CTI_MAX_ID)
    return NULL;
  html = g_base64_decode (page, &len);
  text = html != NULL ? cor_html_to_text ((const char *)html, len) : NULL;
  if (text == NULL || *text == '\0')
    return NULL;
  return cor_customer_card_new (id, title != NULL && *title != '\0' ? title : id, text);
}

GPtrArray *
cor_cards_parse (JsonObject *body)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_customer_card_free);
  g_autoptr (GList) ids = cor_json_list_members (body, COR_CARDS_MAX);

  for (GList *id = ids; id != NULL; id = id->next) {
    JsonObject *object = cor_json_get_object (body, id->data);
    CorCustomerCard *card = object != NULL ? parse_card (id->data, object) : NULL;

    if (card != NULL)
      g_ptr_array_add (cards, card);
  }
  return cards;
}

/* In a thread of its own: loading what reads pages takes its time, and so do pages. */
static void
parse (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  gsize len;
  const char *text = g_bytes_get_data (data, &len);
  g_autoptr (JsonObject) body = cor_json_parse_object (text, len, NULL);

  if (body == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (!cor_html_is_available ())
    g_task_return_new_error (task, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA,
                             _ ("Customer cards can't be read here: install libxml2, and Cornetta "
                                "with its module for pages."));
  else
    g_task_return_pointer (task, cor_cards_parse (body), (GDestroyNotify)g_ptr_array_unref);
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorCti *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *cards = g_task_propagate_pointer (G_TASK (result), &error);

  if (cards != NULL)
    g_task_return_pointer (task, cards, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error != NULL ? error : cor_error_bad_data (self->host->shown));
}

static void
on_body (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) parsing = NULL;
  GError *error = NULL;
  GBytes *body = cor_request_send_finish (COR_CTI (source), result, &error);

  if (body == NULL) {
    g_task_return_error (task, error);
    return;
  }
  parsing = g_task_new (NULL, NULL, on_parsed, g_steal_pointer (&task));
  g_task_set_task_data (parsing, body, (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (parsing, parse);
}

void
cor_cti_fetch_cards_async (CorCti *self,
                           const char *number,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *escaped = g_uri_escape_string (number, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/custcard/getbynum/%s/html", escaped);
  const CorRequest request = { .method = "GET", .path = path };

  g_task_set_source_tag (task, cor_cti_fetch_cards_async);
  cor_request_send_async (self, &request, cancellable, on_body, task);
}

GPtrArray *
cor_cti_fetch_cards_finish (CorCti *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
