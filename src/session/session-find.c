/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whose number it is: a search of the phonebook by its digits. */
#include "config.h"
#include "session-private.h"

/* Numbers of at least this many digits are the same with another prefix before them. */
#define TAIL 9
/* Rows that have these digits somewhere; the one that is meant is among the first. */
#define ROWS_MAX 50

typedef struct {
  GListModel *list;
  char *digits;
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->list);
  g_free (search->digits);
  g_free (search);
}

static char *
dup_digits (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (; *number != '\0'; number++)
    if (g_ascii_isdigit (*number) || *number == '*' || *number == '#')
      g_string_append_c (digits, *number);
  return g_string_free (digits, FALSE);
}

static const char *
tail_of (const char *digits)
{
  gsize length = strlen (digits);

  return length > TAIL ? digits + length - TAIL : digits;
}

static gboolean
is_same (const char *digits, const char *number)
{
  g_autofree char *others = dup_digits (number);

  if (g_str_equal (digits, others))
    return TRUE;
  return strlen (digits) >= TAIL && strlen (others) >= TAIL &&
         g_str_equal (tail_of (digits), tail_of (others));
}

static gboolean
has_number (CorContact *contact, const char *digits)
{
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  for (guint i = 0; i < n; i++)
    if (!phones[i].masked && is_same (digits, phones[i].number))
      return TRUE;
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
    if (has_number (contact, search->digits)) {
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
  search->digits = dup_digits (number);
  if (cor_phone_is_masked (number) || *search->digits == '\0') {
    g_task_return_pointer (task, NULL, NULL);
    g_object_unref (task);
    return;
  }
  search->list = cor_session_list_contacts (self);
  cor_session_set_query (self, search->list, tail_of (search->digits));
  g_signal_connect_swapped (search->list, "items-changed", G_CALLBACK (search_try), task);
  g_signal_connect_swapped (search->list, "notify::loading", G_CALLBACK (search_try), task);
  search_try (task);
}

CorContact *
cor_session_find_contact_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
