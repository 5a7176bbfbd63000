/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of the voice of this computer's calls, and whether its sound works. Nothing that is
 * heard is kept. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Whether echo and noise can be taken out: the settings "echo-cancellation" and
 * "noise-suppression" mean something. The first time it takes some milliseconds. */
gboolean cor_session_can_process_voice (CorSession *self);

/* dBov, -96 is silence. They move in calls, and while somebody listens. */
void cor_session_get_loudness (CorSession *self, double *ret_microphone, double *ret_speaker);
/* Counted: the microphone is open outside calls too until as many have stopped. FALSE: there is no
 * telephone to do it. */
gboolean cor_session_listen (CorSession *self, gboolean on);

/* Three seconds of the microphone, played back afterwards where that is wanted. Keys: peak d and
 * level d (dBov), silent b. */
void cor_session_check_microphone_async (CorSession *self,
                                         gboolean plays,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GVariant *
cor_session_check_microphone_finish (CorSession *self, GAsyncResult *result, GError **error);

/* Calls a number of the exchange's own that sends back what it hears, from this computer; hangs up
 * at the end. Keys: sent u and returned u (notes), lost d (percent of them), delay d (ms, there and
 * back) and level d (dB of what was sent); the last three only when any came back. */
void cor_session_test_echo_async (CorSession *self,
                                  const char *number,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GVariant *cor_session_test_echo_finish (CorSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
