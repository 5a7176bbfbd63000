/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is to be said of the account beyond its sign-in. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* What the administrator is to be asked for, so that this computer is a phone: a message in the
 * user's language. Transfer full; NULL while there is nothing to ask. */
char *cor_session_dup_request_to_administrator (CorSession *self);

G_END_DECLS
