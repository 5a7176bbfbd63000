/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook as the tests' user writes it: what was asked is kept, and what
 * the server says to it is the test's. */
#include "config.h"
#include "fake-book.h"
#include "session/files.h"

static struct {
  gboolean may_not;
  char *error;
  GString *log;
  guint deleted;
} book;

void
fake_book_set_rights (gboolean may)
{
  book.may_not = !may;
}

void
fake_book_refuse (const char *error)
{
  g_free (book.error);
  book.error = g_strdup (error);
}

char *
fake_book_take_log (void)
{
  GString *log = g_steal_pointer (&book.log);

  return log != NULL ? g_string_free (log, FALSE) : g_strdup ("");
}

static void
say (const char *what, const CorCard *card)
{
  if (book.log == NULL)
    book.log = g_string_new (NULL);
  g_string_append_printf (book.log, "%s%s", book.log->len > 0 ? "\n" : "", what);
  for (guint i = 0; card != NULL && i < COR_N_CARD_FIELDS; i++)
    if (card->fields[i] != NULL)
      g_string_append_printf (book.log, " %s=%s", cor_card_field_name (i), card->fields[i]);
}

gboolean
cor_session_may_create_contacts (CorSession *self)
{
  return !book.may_not;
}

gboolean
cor_session_may_share_contacts (CorSession *self)
{
  return !book.may_not;
}

gboolean
cor_session_may_edit_contact (CorSession *self, CorContact *contact)
{
  return !book.may_not && g_strcmp0 (cor_contact_get_source (contact), "cti") == 0;
}

const char *const *
cor_session_get_contact_groups (CorSession *self)
{
  static const char *const groups[] = { "Sales", NULL };

  return groups;
}

void
cor_session_write_contact_async (CorSession *self,
                                 CorContact *before,
                                 const CorCard *card,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  const CorContactFields fields = {
    .id = 7, .source = "cti", .type = card->type, .name = card->fields[COR_CARD_NAME], .card = card
  };
  g_autofree char *what =
    g_strdup_printf ("%s type=%s", before != NULL ? "change" : "create", card->type);

  say (what, card);
  if (book.error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", book.error);
  else
    g_task_return_pointer (task, cor_contact_new (&fields), g_object_unref);
}

gboolean
cor_session_write_contact_finish (CorSession *self,
                                  GAsyncResult *result,
                                  CorContact **ret_contact,
                                  GError **error)
{
  g_autoptr (CorContact) contact = g_task_propagate_pointer (G_TASK (result), error);

  if (contact == NULL)
    return FALSE;
  *ret_contact = g_steal_pointer (&contact);
  return TRUE;
}

guint
cor_session_delete_contact (CorSession *self, CorContact *contact)
{
  g_autofree char *what = g_strdup_printf ("delete %s", cor_contact_get_shown (contact));

  say (what, NULL);
  return ++book.deleted;
}

void
cor_session_undo_delete (CorSession *self, guint id)
{
  say ("undo", NULL);
}

void
cor_session_commit_delete (CorSession *self, guint id)
{
  say ("commit", NULL);
}

/* Every call of the fake's is with everybody. */
void
cor_session_find_calls_async (CorSession *self,
                              CorContact *contact,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GListModel *history = G_LIST_MODEL (fake_session_get_history_store (self));
  GPtrArray *calls = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MIN (3, g_list_model_get_n_items (history)); i++)
    g_ptr_array_add (calls, g_list_model_get_item (history, i));
  g_task_return_pointer (task, calls, (GDestroyNotify)g_ptr_array_unref);
}

GPtrArray *
cor_session_find_calls_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Of any file: three are new. */
void
cor_session_read_import_async (CorSession *self,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  CorImport *import = g_new0 (CorImport, 1);

  import->cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_card_free);
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (import->cards, cor_card_new ());
  import->known = 12;
  import->unreadable = 1;
  if (book.error != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", book.error);
  else
    g_task_return_pointer (task, g_steal_pointer (&import), (GDestroyNotify)cor_import_free);
  cor_import_free (import);
}

CorImport *
cor_session_read_import_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
cor_import_free (CorImport *import)
{
  if (import == NULL)
    return;
  g_ptr_array_unref (import->cards);
  g_free (import);
}

void
cor_session_import_async (CorSession *self,
                          const CorImport *import,
                          const char *type,
                          CorImportProgress progress,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *what = g_strdup_printf ("import %u %s", import->cards->len, type);

  say (what, NULL);
  progress (import->cards->len, import->cards->len, user_data);
  g_task_return_boolean (task, TRUE);
}

gboolean
cor_session_import_finish (CorSession *self,
                           GAsyncResult *result,
                           guint *ret_done,
                           guint *ret_refused,
                           GError **error)
{
  *ret_done = 3;
  *ret_refused = 0;
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
cor_session_export_async (CorSession *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_return_boolean (task, TRUE);
}

gboolean
cor_session_export_finish (CorSession *self, GAsyncResult *result, guint *ret_done, GError **error)
{
  *ret_done = 3;
  return g_task_propagate_boolean (G_TASK (result), error);
}
