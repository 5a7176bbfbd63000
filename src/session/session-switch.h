/* SPDX-License-Identifier: GPL-3.0-or-later
 * A call goes on at another of the user's phones. Main context. */
#pragma once
#include "session-private.h"

G_BEGIN_DECLS

/* device: a CorDevice id. FALSE with an error of G_IO_ERROR for the user; what the server says
 * later is the call's trouble. */
gboolean cor_session_switch (CorSession *self, CorCall *call, const char *device, GError **error);
gboolean cor_session_can_switch (CorSession *self);

/* For session.c. */
void cor_session_switch_note_added (CorSession *self, CorCall *call);
void cor_session_switch_note_changed (CorSession *self, CorCall *call, const char *property);
void cor_session_switch_clear (CorSession *self);

G_END_DECLS
