/* SPDX-License-Identifier: GPL-3.0-or-later
 * The messages that were left for the user. */
#pragma once
#include <adwaita.h>
#include "session/session.h"

G_BEGIN_DECLS

#define COR_TYPE_VOICEMAIL_PANE (cor_voicemail_pane_get_type ())
G_DECLARE_FINAL_TYPE (CorVoicemailPane, cor_voicemail_pane, COR, VOICEMAIL_PANE, AdwBin)

/* page: the pane's, seen while the account has a mailbox, with the number of new messages. */
void cor_voicemail_pane_set_session (CorVoicemailPane *self,
                                     CorSession *session,
                                     AdwViewStackPage *page);
void cor_voicemail_pane_set_query (CorVoicemailPane *self, const char *query);
gboolean cor_voicemail_pane_focus_first (CorVoicemailPane *self);

G_END_DECLS
