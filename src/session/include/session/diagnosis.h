/* SPDX-License-Identifier: GPL-3.0-or-later
 * What works and what does not: 23 checks in four groups, and the steps to the server. */
#pragma once
#include "model/check.h"
#include "session/session.h"

G_BEGIN_DECLS

/* CorCheck, in their order; transfer none, live as long as the session. The session's property
 * "diagnosing" (boolean) tells whether any of them is being looked at. */
GListModel *cor_session_get_checks (CorSession *self);
/* Of the connection: DNS, TCP, TLS, REST, WebSocket, SIP, RTP. */
GListModel *cor_session_get_connection_steps (CorSession *self);
/* A group's title, translated; NULL: there is none. */
const char *cor_session_get_check_group_title (const char *group);

/* only: "webphone", "links", "deskphone", "audio", "connection" (the steps alone) or "" for all.
 * may_call: to try sound there and back an echo of the exchange's own is called. FALSE: there is no
 * such group. */
gboolean cor_session_diagnose (CorSession *self, const char *only, gboolean may_call);
/* Before a sign-in: the steps to the server that is typed, as far as one gets without a name and a
 * password. FALSE: somebody is signed in. */
gboolean cor_session_test_connection (CorSession *self, const char *host);
void cor_session_stop_diagnosis (CorSession *self);

/* The action app.mend (s: a check's id) does what helps there, where the session can. */

/* What came of all checks, as text to be passed on; numbers masked. Transfer full. */
char *cor_session_dup_diagnosis_report (CorSession *self);
/* What to tell an administrator about a check. Transfer full. */
char *cor_session_dup_message_for_admin (CorSession *self, const char *id);

G_END_DECLS
