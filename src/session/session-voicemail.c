/* SPDX-License-Identifier: GPL-3.0-or-later
 * The user's mailbox: fetched with the profile, and again when the server says
 * that something has changed in it. */
#include "config.h"
#include "session-sounds.h"
#include "cti/sounds.h"

/* The server tells of one change by two events. */
#define SETTLE_MS 300

CorVoicemailList *
cor_session_get_voicemail (CorSession *self)
{
  return self->voicemail;
}

/* --- Who left them. --- */

typedef struct {
  CorSession *session;
  CorVoicemail *message;
} Naming;

static void
on_named (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Naming *naming = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = cor_store_lookup_name_finish (COR_STORE (source), result, &error);

  if (error == NULL && naming->session->store == COR_STORE (source))
    cor_voicemail_set_name (naming->message, name);
  g_object_unref (naming->session);
  g_object_unref (naming->message);
  g_free (naming);
}

static void
show_number (CorSession *self, CorVoicemail *message)
{
  g_autofree char *shown = NULL;

  if (!cor_voicemail_is_callable (message))
    return;
  shown = cor_session_format_number (self, cor_voicemail_get_number (message));
  cor_voicemail_set_shown_number (message, shown);
}

static void
name_message (CorSession *self, CorVoicemail *message)
{
  const char *number = cor_voicemail_get_number (message);
  Naming *naming;

  show_number (self, message);
  if (!cor_voicemail_is_callable (message) || self->store == NULL)
    return;
  naming = g_new (Naming, 1);
  *naming = (Naming){ g_object_ref (self), g_object_ref (message) };
  cor_store_lookup_name_async (self->store, number, self->account_cancellable, on_named, naming);
}

static void
for_each (CorSession *self, void (*act) (CorSession *self, CorVoicemail *message))
{
  GListModel *list = G_LIST_MODEL (self->voicemail);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CorVoicemail) message = g_list_model_get_item (list, i);

    act (self, message);
  }
}

void
cor_session_name_voicemail (CorSession *self)
{
  for_each (self, name_message);
}

void
cor_session_show_voicemail_numbers (CorSession *self)
{
  for_each (self, show_number);
}

/* --- The list. --- */

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages =
    cor_cti_fetch_voicemail_finish (COR_CTI (source), result, &error);

  if (self->cti != COR_CTI (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (messages != NULL) {
    cor_voicemail_list_take (self->voicemail, messages);
    cor_session_name_voicemail (self);
  }
  self->voicemail_fetching = FALSE;
  cor_voicemail_list_set_loading (self->voicemail, FALSE, error != NULL ? error->message : NULL);
  if (self->voicemail_again)
    cor_session_refresh_voicemail (self);
}

void
cor_session_refresh_voicemail (CorSession *self)
{
  cor_clock_stop (self->clock, &self->voicemail_source);
  if (self->cti == NULL || !cor_voicemail_list_is_available (self->voicemail))
    return;
  self->voicemail_again = self->voicemail_fetching;
  if (self->voicemail_fetching)
    return;
  self->voicemail_fetching = TRUE;
  cor_voicemail_list_set_loading (self->voicemail, TRUE, NULL);
  cor_cti_fetch_voicemail_async (self->cti, self->account_cancellable, on_fetched,
                                 g_object_ref (self));
}

void
cor_session_fetch_voicemail (CorSession *self)
{
  cor_voicemail_list_set_available (self->voicemail, self->profile->mailbox != NULL);
  cor_session_refresh_voicemail (self);
}

static gboolean
on_settled (gpointer user_data)
{
  CorSession *self = user_data;

  self->voicemail_source = 0;
  cor_session_refresh_voicemail (self);
  return G_SOURCE_REMOVE;
}

static void
on_news (CorSession *self)
{
  if (self->voicemail_source == 0)
    self->voicemail_source = cor_clock_start (self->clock, SETTLE_MS, on_settled, self);
}

static void
on_count (CorSession *self)
{
  cor_session_notify (self, PROP_VOICEMAIL_NEW);
}

void
cor_session_watch_voicemail (CorSession *self)
{
  g_signal_connect_object (self->cti, "voicemail", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "connected", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cti, "reconnected", G_CALLBACK (on_news), self, G_CONNECT_SWAPPED);
}

void
cor_session_forget_voicemail (CorSession *self)
{
  cor_clock_stop (self->clock, &self->voicemail_source);
  self->voicemail_fetching = self->voicemail_again = FALSE;
  cor_voicemail_list_clear (self->voicemail);
}

void
cor_session_add_voicemail (CorSession *self)
{
  self->voicemail = cor_voicemail_list_new ();
  g_signal_connect_object (self->voicemail, "notify::new-count", G_CALLBACK (on_count), self,
                           G_CONNECT_SWAPPED);
}
