/* SPDX-License-Identifier: GPL-3.0-or-later
 * The phonebook as its user writes it. */
#include "config.h"
#include "session-book.h"
#include "cti/book.h"
#include "store/book.h"
#include <glib/gi18n-lib.h>

#define CALLS_SHOWN 10

/* --- Who may. --- */

/* While the server is away it is not known; it will say no itself. */
gboolean
cor_session_may_create_contacts (CorSession *self)
{
  return self->cti != NULL && (self->profile == NULL || self->profile->writes_own);
}

gboolean
cor_session_may_share_contacts (CorSession *self)
{
  return self->profile != NULL && self->profile->writes_every;
}

gboolean
cor_session_may_edit_contact (CorSession *self, CorContact *contact)
{
  const char *kind = cor_contact_get_kind (contact);
  gboolean mine = g_strcmp0 (cor_contact_get_owner (contact), self->texts[PROP_USER_NAME]) == 0;

  if (!cor_session_may_create_contacts (self) || cor_contact_get_id (contact) == 0 ||
      g_strcmp0 (cor_contact_get_source (contact), "cti") != 0)
    return FALSE;
  if (cor_session_may_share_contacts (self))
    return mine || g_strcmp0 (kind, "private") != 0;
  return mine && g_strcmp0 (kind, "private") == 0;
}

const char *const *
cor_session_get_contact_groups (CorSession *self)
{
  static const char *const none[] = { NULL };

  return self->groups != NULL ? (const char *const *)self->groups : none;
}

static void
on_groups (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  GStrv groups = cor_cti_fetch_groups_finish (COR_CTI (source), result, &error);

  if (groups == NULL) {
    g_debug ("groups are not known: %s", error->message);
    return;
  }
  g_strfreev (self->groups);
  self->groups = groups;
}

void
cor_session_fetch_groups (CorSession *self)
{
  cor_cti_fetch_groups_async (self->cti, self->account_cancellable, on_groups, g_object_ref (self));
}

/* --- Writing. --- */

gboolean
cor_session_check_card (const CorCard *card, GError **error)
{
  if (cor_card_is_empty (card)) {
    g_set_error_literal (error, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA,
                         _ ("A contact needs a name, a company or a number."));
    return FALSE;
  }
  for (guint i = 0; i < COR_N_CARD_FIELDS; i++)
    if (card->fields[i] != NULL &&
        g_utf8_strlen (card->fields[i], -1) > (glong)cor_card_field_limit (i)) {
      /* Translators: the first %s is the name of a field of a contact, “Work phone”. */
      g_set_error (error, COR_CTI_ERROR, COR_CTI_ERROR_BAD_DATA,
                   _ ("%s: the server keeps %u characters at most. Make it shorter."),
                   cor_card_field_to_text (i), cor_card_field_limit (i));
      return FALSE;
    }
  return TRUE;
}

typedef struct {
  CorContact *before; /* or NULL */
  CorCard *card;
  CorContact *written; /* the answer */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_clear_object (&writing->before);
  g_clear_object (&writing->written);
  cor_card_free (writing->card);
  g_free (writing);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean changed;

  if (!cor_store_check_contacts_finish (COR_STORE (source), result, &changed, &error))
    g_debug ("what was written is not in the mirror: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* Takes the task; contact: or NULL when nobody knows what became of it. */
static void
finish_writing (GTask *task, CorContact *contact)
{
  CorSession *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_set_object (&writing->written, contact);
  if (contact == NULL && self->directory != NULL)
    cor_directory_turn_book (self->directory);
  if (contact == NULL || self->store == NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  g_ptr_array_add (rows, contact);
  cor_store_check_contacts_async (self->store, rows, on_put, task);
}

static gboolean
is_the_one (CorSession *self, CorContact *contact, const CorCard *card)
{
  const CorCard *found = cor_contact_get_card (contact);
  CorContactPhone wanted[COR_CARD_PHONES], has[COR_CARD_PHONES];
  guint n = cor_card_list_phones (card, wanted);

  if (g_strcmp0 (cor_contact_get_owner (contact), self->texts[PROP_USER_NAME]) != 0 ||
      g_strcmp0 (found->fields[COR_CARD_NAME], card->fields[COR_CARD_NAME]) != 0 ||
      g_strcmp0 (found->type, card->type) != 0 || cor_card_list_phones (found, has) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (wanted[i].number, has[i].number) != 0)
      return FALSE;
  return TRUE;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CorSession *self = g_task_get_source_object (task);
  const Writing *writing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = cor_cti_find_card_finish (COR_CTI (source), result, &error);
  CorContact *found = NULL;

  for (guint i = 0; rows != NULL && i < rows->len && found == NULL; i++)
    if (is_the_one (self, rows->pdata[i], writing->card))
      found = rows->pdata[i];
  finish_writing (task, found);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CorContact) contact = cor_cti_fetch_contact_finish (COR_CTI (source), result, &error);

  finish_writing (task, contact);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  CorCti *cti = COR_CTI (source);
  const Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!cor_cti_write_contact_finish (cti, result, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (writing->before != NULL) {
    cor_cti_fetch_contact_async (cti, cor_contact_get_id (writing->before), NULL, on_fetched, task);
  } else {
    cor_cti_find_card_async (cti, writing->card, NULL, on_found, task);
  }
}

void
cor_session_write_contact_async (CorSession *self,
                                 CorContact *before,
                                 const CorCard *card,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, cor_session_write_contact_async);
  writing->before = before != NULL ? g_object_ref (before) : NULL;
  writing->card = cor_card_copy (card);
  g_task_set_task_data (task, writing, writing_free);
  if (writing->card->type == NULL)
    cor_card_set_type (writing->card, "private");
  if (self->cti == NULL)
    g_set_error_literal (&error, COR_CTI_ERROR, COR_CTI_ERROR_NETWORK,
                         _ ("Sign in first: contacts are kept by the server."));
  else
    cor_session_check_card (card, &error);
  if (error != NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
  } else if (before != NULL) {
    cor_cti_modify_contact_async (self->cti, before, writing->card, self->account_cancellable,
                                  on_written, task);
  } else {
    cor_cti_create_contact_async (self->cti, writing->card, self->account_cancellable, on_written,
                                  task);
  }
}

gboolean
cor_session_write_contact_finish (CorSession *self,
                                  GAsyncResult *result,
                                  CorContact **ret_contact,
                                  GError **error)
{
  Writing *writing = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (ret_contact != NULL)
    *ret_contact = g_steal_pointer (&writing->written);
  return TRUE;
}

/* --- Calls with somebody. --- */

static void
on_calls (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *calls = cor_store_find_calls_finish (COR_STORE (source), result, &error);

  if (calls != NULL)
    g_task_return_pointer (task, calls, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
cor_session_find_calls_async (CorSession *self,
                              CorContact *contact,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  guint n;
  const CorContactPhone *phones = cor_contact_get_phones (contact, &n);

  g_task_set_source_tag (task, cor_session_find_calls_async);
  for (guint i = 0; i < n; i++)
    if (!phones[i].masked)
      g_ptr_array_add (numbers, (char *)phones[i].number);
  g_ptr_array_add (numbers, NULL);
  if (self->store == NULL) {
    g_task_return_pointer (task, g_ptr_array_new (), (GDestroyNotify)g_ptr_array_unref);
    g_object_unref (task);
    return;
  }
  cor_store_find_calls_async (self->store, (const char *const *)numbers->pdata, CALLS_SHOWN,
                              on_calls, task);
}

GPtrArray *
cor_session_find_calls_finish (CorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
