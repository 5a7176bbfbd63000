/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages of the user's mailbox, the newest first. */
#pragma once
#include "model/voicemail.h"

G_BEGIN_DECLS

#define COR_TYPE_VOICEMAIL_LIST (cor_voicemail_list_get_type ())
G_DECLARE_FINAL_TYPE (CorVoicemailList, cor_voicemail_list, COR, VOICEMAIL_LIST, GObject)

/* A GListModel of CorVoicemail. Properties, notify only on change: available (boolean: the account
 * has a mailbox), loading (boolean), error (string or NULL: why there is no newer list), new-count
 * (uint: messages that nobody has heard). */
CorVoicemailList *cor_voicemail_list_new (void);
/* As the server has them now; a message that was here before stays the same object. */
void cor_voicemail_list_take (CorVoicemailList *self, GPtrArray *messages);
CorVoicemail *cor_voicemail_list_find (CorVoicemailList *self, const char *id); /* transfer none */
/* It has been heard. */
void cor_voicemail_list_note_heard (CorVoicemailList *self, const char *id);
/* One that is about to be deleted is in the list no more, whatever the server says, until it is
 * shown again. */
void cor_voicemail_list_hide (CorVoicemailList *self, const char *id);
void cor_voicemail_list_show (CorVoicemailList *self, const char *id);
void cor_voicemail_list_set_available (CorVoicemailList *self, gboolean available);
void cor_voicemail_list_set_loading (CorVoicemailList *self, gboolean loading, const char *error);
gboolean cor_voicemail_list_is_available (CorVoicemailList *self);
guint cor_voicemail_list_get_new_count (CorVoicemailList *self);
void cor_voicemail_list_clear (CorVoicemailList *self);

G_END_DECLS
