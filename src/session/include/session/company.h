/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the company keeps for who talks to its customers: a page for the caller,
 * cards about them; and a command of the user's own. Thread: main context.
 *
 * The page is opened by the session's signal "open-uri" (const char *uri), http
 * or https. Action: app.open-url (u: a call's id, 0 the one that is meant),
 * enabled while the administrator has set a page and there is a call. */
#pragma once
#include "model/customer-card.h"
#include "session/session.h"

G_BEGIN_DECLS

/* FALSE with words for the user. */
gboolean cor_session_open_url (CorSession *self, CorCall *call, GError **error);

/* Whether the profile lets the user see cards. */
gboolean cor_session_may_see_cards (CorSession *self);
/* CorCustomerCard, their lines with the numbers in them; none where nothing is known, or may be
 * seen. A number with hidden digits is not looked up. */
void cor_session_fetch_cards_async (CorSession *self,
                                    const char *number,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *cor_session_fetch_cards_finish (CorSession *self, GAsyncResult *result, GError **error);

/* Why the setting "call-command" would not do; TRUE for none. */
gboolean cor_session_check_command (const char *command, GError **error);

G_END_DECLS
