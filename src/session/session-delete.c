/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is about to be deleted: gone from the lists, still at the server, until
 * its user has had time to think better of it. */
#include "config.h"
#include "session-delete.h"
#include "session-book.h"
#include "cti/book.h"
#include "store/book.h"
#include <glib/gi18n-lib.h>

#define GRACE_MS 20000 /* longer than any toast */
#define FLUSH_MS 3000

typedef struct {
  guint id;
  const CorDeletionKind *kind;
  GObject *subject;
  guint grace; /* until it is committed by itself */
  gboolean is_sent;
  CorSession *session;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  cor_clock_stop (deletion->session->clock, &deletion->grace);
  g_object_unref (deletion->subject);
  g_free (deletion);
}

static Deletion *
find (CorSession *self, guint id)
{
  for (guint i = 0; self->deletions != NULL && i < self->deletions->len; i++) {
    Deletion *deletion = self->deletions->pdata[i];

    if (deletion->id == id)
      return deletion;
  }
  return NULL;
}

static void
drop (CorSession *self, Deletion *deletion)
{
  g_ptr_array_remove (self->deletions, deletion);
  if (self->deletions->len == 0 && self->flushing != NULL) {
    g_autoptr (GTask) task = g_steal_pointer (&self->flushing);

    cor_clock_stop (self->clock, &self->flush_source);
    g_task_return_boolean (task, TRUE);
  }
}

typedef struct {
  CorSession *session;
  guint id;
  const CorDeletionKind *kind;
  GObject *subject;
} Sent;

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sent *sent = user_data;
  Deletion *deletion = find (sent->session, sent->id);
  g_autoptr (GError) error = NULL;

  if (!sent->kind->finish (COR_CTI (source), result, &error) && deletion != NULL) {
    g_autofree char *text = sent->kind->explain (sent->subject, error->message);

    sent->kind->show (sent->session, sent->subject);
    cor_session_emit_refused (sent->session, text);
  } else if (deletion != NULL && sent->kind->gone != NULL) {
    sent->kind->gone (sent->session, sent->subject);
  }
  if (deletion != NULL)
    drop (sent->session, deletion);
  g_object_unref (sent->session);
  g_object_unref (sent->subject);
  g_free (sent);
}

static void
commit (Deletion *deletion)
{
  CorSession *self = deletion->session;
  Sent *sent;

  if (deletion->is_sent || self->cti == NULL)
    return;
  cor_clock_stop (self->clock, &deletion->grace);
  deletion->is_sent = TRUE;
  sent = g_new0 (Sent, 1);
  sent->session = g_object_ref (self);
  sent->id = deletion->id;
  sent->kind = deletion->kind;
  sent->subject = g_object_ref (deletion->subject);
  sent->kind->send (self, sent->subject, on_deleted, sent);
}

static gboolean
on_due (gpointer user_data)
{
  Deletion *deletion = user_data;

  deletion->grace = 0;
  commit (deletion);
  return G_SOURCE_REMOVE;
}

guint
cor_session_delete (CorSession *self, const CorDeletionKind *kind, GObject *subject)
{
  static guint last_id;
  Deletion *deletion = g_new0 (Deletion, 1);

  if (self->deletions == NULL)
    self->deletions = g_ptr_array_new_with_free_func (deletion_free);
  deletion->id = ++last_id;
  deletion->kind = kind;
  deletion->subject = g_object_ref (subject);
  deletion->session = self;
  deletion->grace = cor_clock_start (self->clock, GRACE_MS, on_due, deletion);
  g_ptr_array_add (self->deletions, deletion);
  kind->hide (self, subject);
  return deletion->id;
}

void
cor_session_undo_delete (CorSession *self, guint id)
{
  Deletion *deletion = find (self, id);

  if (deletion == NULL || deletion->is_sent)
    return;
  deletion->kind->show (self, deletion->subject);
  drop (self, deletion);
}

void
cor_session_commit_delete (CorSession *self, guint id)
{
  Deletion *deletion = find (self, id);

  if (deletion != NULL)
    commit (deletion);
}

static void
on_undo_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cor_session_undo_delete (user_data, g_variant_get_uint32 (parameter));
}

void
cor_session_add_book_actions (CorSession *self)
{
  const GActionEntry entry = { .name = "undo-delete",
                               .activate = on_undo_activated,
                               .parameter_type = "u" };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
}

gboolean
cor_session_has_deletions (CorSession *self)
{
  return self->deletions != NULL && self->deletions->len > 0;
}

void
cor_session_forget_deletions (CorSession *self)
{
  g_clear_pointer (&self->deletions, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_strfreev);
}

static gboolean
on_flush_late (gpointer user_data)
{
  CorSession *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->flushing);

  self->flush_source = 0;
  cor_session_forget_deletions (self);
  g_task_return_boolean (task, FALSE);
  return G_SOURCE_REMOVE;
}

void
cor_session_flush_deletions_async (CorSession *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  if (!cor_session_has_deletions (self) || self->cti == NULL || self->flushing != NULL) {
    g_task_return_boolean (task, TRUE);
    g_object_unref (task);
    return;
  }
  self->flushing = task;
  self->flush_source = cor_clock_start (self->clock, FLUSH_MS, on_flush_late, self);
  for (guint i = 0; i < self->deletions->len; i++)
    commit (self->deletions->pdata[i]);
}

/* --- Contacts. --- */

static void
hide_contact (CorSession *self, GObject *contact)
{
  if (self->store != NULL)
    cor_store_hide_contact (self->store, COR_CONTACT (contact));
}

static void
show_contact (CorSession *self, GObject *contact)
{
  if (self->store != NULL)
    cor_store_show_contact (self->store, COR_CONTACT (contact));
}

static void
send_contact (CorSession *self, GObject *contact, GAsyncReadyCallback callback, gpointer user_data)
{
  cor_cti_delete_contact_async (self->cti, cor_contact_get_id (COR_CONTACT (contact)), NULL,
                                callback, user_data);
}

static char *
explain_contact (GObject *contact, const char *why)
{
  /* Translators: the first %s is a contact's name, the second why. */
  return g_strdup_printf (_ ("“%s” is not deleted. %s"),
                          cor_contact_get_shown (COR_CONTACT (contact)), why);
}

guint
cor_session_delete_contact (CorSession *self, CorContact *contact)
{
  static const CorDeletionKind kind = { hide_contact,    show_contact,
                                        send_contact,    cor_cti_write_contact_finish,
                                        explain_contact, NULL };

  return cor_session_delete (self, &kind, G_OBJECT (contact));
}
