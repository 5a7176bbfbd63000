/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose number it is: a search of the phonebook by how it ends. */
#include "config.h"
#include "session-private.h"
#include "numbering/numbering.h"

/* What the spellings of one number end in: the search is for it, the keys decide. */
#define TAIL 9
/* Rows that have these digits somewhere; the one that is meant is among the first. */
#define ROWS_MAX 50

typedef struct {
  GListModel *list;
  char *country;
  char *key;
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->list);
  g_free (search->country);
  g_free (search->key);
  g_free (search);
}

static const char *
tail_of (const char *digits)
{
  gsize length = strlen (digits);

  return length > TAIL ? digits + length - TAIL : digits;
}

static gboolean
has_number (CorContact *contact, const Search *search)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  for (guint i = 0; i < n; i++) {
    g_autofree char *key =
      phones[i].masked ? NULL : cor_numbering_key (phones[i].number, search->country);

    if (g_strcmp0 (key, search->key) == 0)
      return TRUE;
  }
  return FALSE;
}

/* FALSE while a row is still being read; asking for it is what has it read. */
static gboolean
look (Search *search, CorContact **ret_contact)
{
  guint n = MIN (g_list_model_get_n_items (search->list), ROWS_MAX);
  gboolean complete = TRUE;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CorContact) contact = g_list_model_get_item (search->list, i);

    complete &= cor_contact_get_source (contact) != NULL;
    if (has_number (contact, search)) {
      *ret_contact = g_steal_pointer (&contact);
      return TRUE;
    }
  }
  return complete;
}

static void
search_try (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  CorContact *contact = NULL;
  gboolean loading = FALSE;

  g_object_get (search->list, "loading", &loading, NULL);
  if (loading || !look (search, &contact))
    return;
  g_signal_handlers_disconnect_by_data (search->list, task);
  g_task_return_pointer (task, contact, g_object_unref);
  g_object_unref (task);
}

void
cor_session_find_contact_async (CorSession *self,
                                const char *number,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Search *search = g_new0 (Search, 1);

  g_task_set_source_tag (task, cor_session_find_contact_async);
  g_task_set_task_data (task, search, (GDestroyNotify)search_free);
  search->country = g_strdup (self->country);
  search->key = cor_numbering_key (number, self->country);
  if (search->key == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    g_object_unref (task);
    return;
  }
  search->list = cor_session_list_contacts (self);
  cor_session_set_query (self, search->list, tail_of (search->key));
  g_signal_connect_swapped (search->list, "items-changed", G_CALLBACK (search_try), task);
  g_signal_connect_swapped (search->list, "notify::loading", G_CALLBACK (search_try), task);
  search_try (task);
}

CorContact *
cor_session_find_contact_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
