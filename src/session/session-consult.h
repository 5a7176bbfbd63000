/* SPDX-License-Identifier: GPL-3.0-or-later
 * Somebody is asked before a call is transferred. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* Of a call on this computer, which is talked in: it waits while `number` is called. */
void cor_session_ask_first (CorSession *self, CorCall *call, const char *number);

/* Of either of the two calls; or of a call on a desk phone in which the server lets somebody wait.
 * FALSE with an error of G_IO_ERROR for the user. */
/* Who waits and who is talked to change places. */
gboolean cor_session_swap (CorSession *self, CorCall *call, GError **error);
/* The two are put together; while nobody has answered yet the first one is sent there. Also of two
 * calls neither of which was made for the other. */
gboolean cor_session_complete (CorSession *self, CorCall *call, GError **error);
/* Who was asked goes, and the first one comes back. */
gboolean cor_session_go_back (CorSession *self, CorCall *call, GError **error);
/* Something of the three can be done. */
gboolean cor_session_is_asking_first (CorSession *self);
gboolean cor_session_has_two_calls (CorSession *self);

/* For session.c. */
void cor_session_consults_note_changed (CorSession *self, CorCall *call, const char *property);
void cor_session_consults_note_ended (CorSession *self, CorCall *call);
GPtrArray *cor_session_consults_new (void);
void cor_session_consults_clear (CorSession *self);

G_END_DECLS
