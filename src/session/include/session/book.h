/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the session's user does with the phonebook beyond searching it. */
#pragma once
#include "model/card.h"
#include "session/session.h"

G_BEGIN_DECLS

gboolean cor_session_may_create_contacts (CorSession *self);
/* Contacts that everybody sees, or a group of the user's. */
gboolean cor_session_may_share_contacts (CorSession *self);
/* And so delete it. Those of the central book belong to who keeps it. */
gboolean cor_session_may_edit_contact (CorSession *self, CorContact *contact);
/* The groups that contacts can be shared with; empty until the server has told. */
const char *const *cor_session_get_contact_groups (CorSession *self);

/* Why the server could not take it, in the user's words; nothing is sent then. */
gboolean cor_session_check_card (const CorCard *card, GError **error);
/* before: NULL makes a new one. On an error nothing is changed. The contact as the server has it
 * now is in the lists; it is also the answer, where the server can tell which one it is. */
void cor_session_write_contact_async (CorSession *self,
                                      CorContact *before,
                                      const CorCard *card,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean cor_session_write_contact_finish (CorSession *self,
                                           GAsyncResult *result,
                                           CorContact **ret_contact,
                                           GError **error);

/* Gone from the lists at once, from the server when it is committed: by the user's looking
 * elsewhere, after a while by itself, or when Cornetta quits. Returns its id. Action:
 * app.undo-delete (u id). What the server refuses is back, and "refused" says why. */
guint cor_session_delete_contact (CorSession *self, CorContact *contact);
void cor_session_undo_delete (CorSession *self, guint id);
void cor_session_commit_delete (CorSession *self, guint id);

/* The last calls with any number of the contact, newest first; CorHistoryEntry. */
void cor_session_find_calls_async (CorSession *self,
                                   CorContact *contact,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *cor_session_find_calls_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
