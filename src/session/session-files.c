/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook from files and to files. */
#include "config.h"
#include "session-book.h"
#include "session/files.h"
#include "cards/cards.h"
#include "cti/book.h"
#include "store/book.h"
#include <glib/gi18n-lib.h>

void
cor_import_free (CorImport *import)
{
  if (import == NULL)
    return;
  g_clear_pointer (&import->cards, g_ptr_array_unref);
  g_free (import);
}

/* --- What a file has. --- */

static char *
make_key (const CorCard *card)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (i == COR_CARD_NAME || i == COR_CARD_COMPANY || cor_card_field_is_phone (i, NULL))
      g_string_append_printf (key, "%s\x1f", card->fields[i] != NULL ? card->fields[i] : "");
  return g_string_free (key, FALSE);
}

/* known: or NULL. A file may have one twice, too. */
static void
sort_out (CorImport *import, const GByteArray *known)
{
  g_autoptr (GPtrArray) all = import->cards;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  import->cards = g_ptr_array_new_with_free_func ((GDestroyNotify)cor_card_free);
  for (guint i = 0; i < all->len; i++) {
    CorCard *card = all->pdata[i];

    if (!cor_session_check_card (card, NULL))
      import->unreadable++;
    else if ((known != NULL && i < known->len && known->data[i]) ||
             !g_hash_table_add (seen, make_key (card)))
      import->known++;
    else
      g_ptr_array_add (import->cards, cor_card_copy (card));
  }
}

static void
on_matched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CorImport) import = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GByteArray) known = cor_store_match_cards_finish (COR_STORE (source), result, &error);

  g_task_set_task_data (task, NULL, NULL);
  if (known == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sort_out (import, known);
  g_task_return_pointer (task, g_steal_pointer (&import), (GDestroyNotify)cor_import_free);
}

static void
on_parsed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  CorSession *self = COR_SESSION (source);
  GError *error = NULL;
  CorImport *import = g_task_propagate_pointer (G_TASK (result), &error);

  if (import == NULL) {
    g_task_return_error (task, error);
  } else if (self->store == NULL) {
    sort_out (import, NULL);
    g_task_return_pointer (task, import, (GDestroyNotify)cor_import_free);
  } else {
    g_task_set_task_data (task, import, NULL);
    cor_store_match_cards_async (self->store, import->cards, on_matched, g_steal_pointer (&task));
  }
}

/* In a thread: a large file takes its time, and one on another machine more. */
static void
parse (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *text = NULL;
  g_autoptr (CorImport) import = g_new0 (CorImport, 1);
  g_autoptr (GFileInputStream) stream = NULL;
  GError *error = NULL;
  gsize length = 0;

  stream = g_file_read (data, cancellable, &error);
  text = stream != NULL ? g_malloc (COR_CARDS_BYTES_MAX + 1) : NULL;
  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, COR_CARDS_BYTES_MAX + 1, &length,
                                cancellable, &error)) {
    g_task_return_error (task, error);
    return;
  }
  import->cards = cor_cards_read (text, length, &import->unreadable, &error);
  if (import->cards == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&import), (GDestroyNotify)cor_import_free);
}

void
cor_session_read_import_async (CorSession *self,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) parsing = g_task_new (self, cancellable, on_parsed, task);

  g_task_set_source_tag (task, cor_session_read_import_async);
  g_task_set_task_data (parsing, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (parsing, parse);
}

CorImport *
cor_session_read_import_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- To the server. --- */

typedef struct {
  const CorImport *import;
  char *type;
  CorImportProgress progress;
  gpointer user_data;
  guint next, done, refused;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_free (sending->type);
  g_free (sending);
}

static void send_next (GTask *task);

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (cor_cti_write_contact_finish (COR_CTI (source), result, &error)) {
    sending->done++;
  } else if (g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_SERVER) ||
             g_error_matches (error, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA)) {
    sending->refused++; /* this one; the next may be good */
  } else {
    g_task_return_error (task, g_steal_pointer (&error));
    g_object_unref (task);
    return;
  }
  if (sending->progress != NULL)
    sending->progress (sending->next, sending->import->cards->len, sending->user_data);
  send_next (task);
}

/* Takes the task. The client keeps to the server's rate. */
static void
send_next (GTask *task)
{
  CorSession *self = g_task_get_source_object (task);
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (CorCard) card = NULL;

  if (sending->next == sending->import->cards->len || self->cti == NULL) {
    if (self->directory != NULL)
      cor_directory_turn_book (self->directory);
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  card = cor_card_copy (sending->import->cards->pdata[sending->next++]);
  if (card->type == NULL || !cor_session_may_share_contacts (self) ||
      g_str_has_prefix (card->type, "group:"))
    cor_card_set_type (card, sending->type);
  cor_cti_create_contact_async (self->cti, card, g_task_get_cancellable (task), on_sent, task);
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
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, cor_session_import_async);
  sending->import = import;
  sending->type = g_strdup (type);
  sending->progress = progress;
  sending->user_data = user_data;
  g_task_set_task_data (task, sending, sending_free);
  if (self->cti != NULL) {
    send_next (task);
    return;
  }
  g_task_return_new_error (task, COR_CTI_ERROR, COR_CTI_ERROR_NETWORK, "%s",
                           _ ("Sign in first: contacts are kept by the server."));
  g_object_unref (task);
}

gboolean
cor_session_import_finish (CorSession *self,
                           GAsyncResult *result,
                           guint *ret_done,
                           guint *ret_refused,
                           GError **error)
{
  const Sending *sending = g_task_get_task_data (G_TASK (result));

  *ret_done = sending->done;
  *ret_refused = sending->refused;
  /* What was sent before it stopped is not in the lists yet. */
  if (self->directory != NULL)
    cor_directory_turn_book (self->directory);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- To a file. --- */

typedef struct {
  CorStore *store;
  GOutputStream *stream;
  CorCardsForm form;
  GBytes *bytes; /* being written */
  gint64 after;
  guint done;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_clear_object (&export->store);
  g_clear_object (&export->stream);
  g_clear_pointer (&export->bytes, g_bytes_unref);
  g_free (export);
}

/* Takes the task. */
static void
end_export (GTask *task, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error);
  end_export (user_data, error);
}

static void on_part (GObject *source, GAsyncResult *result, gpointer user_data);

static void
on_part_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    end_export (task, error);
  else if (export->after != 0)
    cor_store_read_contacts_async (export->store, export->after, on_part, task);
  else
    g_output_stream_close_async (export->stream, G_PRIORITY_DEFAULT, NULL, on_closed, task);
}

static void
on_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows =
    cor_store_read_contacts_finish (COR_STORE (source), result, &export->after, &error);
  GString *text;

  if (rows == NULL) {
    end_export (task, error);
    return;
  }
  text = g_string_new (NULL);
  if (export->done == 0)
    cor_cards_write_head (text, export->form);
  for (guint i = 0; i < rows->len; i++, export->done++)
    cor_cards_write (text, export->form, cor_contact_get_card (rows->pdata[i]));
  g_clear_pointer (&export->bytes, g_bytes_unref);
  export->bytes = g_string_free_to_bytes (text);
  g_output_stream_write_all_async (export->stream, g_bytes_get_data (export->bytes, NULL),
                                   g_bytes_get_size (export->bytes), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_part_written, task);
}

static void
on_replaced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace_finish (G_FILE (source), result, &error);

  if (stream == NULL) {
    end_export (task, error);
    return;
  }
  export->stream = G_OUTPUT_STREAM (stream);
  cor_store_read_contacts_async (export->store, 0, on_part, task);
}

void
cor_session_export_async (CorSession *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = g_file_get_basename (file);

  g_task_set_source_tag (task, cor_session_export_async);
  g_task_set_task_data (task, export, export_free);
  export->form = cor_cards_form_of (name != NULL ? name : "");
  export->store = self->store != NULL ? g_object_ref (self->store) : NULL;
  if (self->store != NULL)
    g_file_replace_async (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, G_PRIORITY_DEFAULT, cancellable,
                          on_replaced, task);
  else
    end_export (task, g_error_new_literal (COR_STORE_ERROR, COR_STORE_ERROR_OPEN,
                                           _ ("There is no phonebook to export: sign in first.")));
}

gboolean
cor_session_export_finish (CorSession *self, GAsyncResult *result, guint *ret_done, GError **error)
{
  const Export *export = g_task_get_task_data (G_TASK (result));

  *ret_done = export->done;
  return g_task_propagate_boolean (G_TASK (result), error);
}
