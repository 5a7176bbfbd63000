/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the sound of this computer works: levels, the microphone alone, and a call that comes
 * back. Nothing of it is kept. Thread: main context. */
#pragma once
#include "phone/phone.h"

G_BEGIN_DECLS

/* dBov, -96 is silence: what the others get from the microphone, and what the speaker plays. Moves
 * in calls, and while somebody listens. */
void cor_phone_get_loudness (CorPhone *self, double *ret_microphone, double *ret_speaker);
/* Counted: the microphone is open outside calls too until as many have stopped. */
void cor_phone_listen (CorPhone *self, gboolean on);

typedef struct {
  double peak;     /* dBov, of the microphone alone */
  double level;    /* its mean */
  gboolean silent; /* nobody would hear a voice like this */
} CorMicrophoneCheck;

/* Three seconds. `plays`: and as many to hear them. One at a time. */
void cor_phone_check_microphone_async (CorPhone *self,
                                       gboolean plays,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean cor_phone_check_microphone_finish (CorPhone *self,
                                            GAsyncResult *result,
                                            CorMicrophoneCheck *ret_check,
                                            GError **error);

typedef struct {
  double delay;   /* ms, without the cards of this computer; the median */
  double level;   /* dB of what was sent */
  guint sent;     /* from the first that came back on; 0 when none did */
  guint returned; /* of them */
} CorEchoTest;

/* In a call that has been answered: notes instead of the microphone, one a second, until five are
 * judged, or for 25 s when none comes back. An end of the call is an error. One at a time. */
void cor_phone_test_echo_async (CorPhone *self,
                                CorCall *call,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean cor_phone_test_echo_finish (CorPhone *self,
                                     GAsyncResult *result,
                                     CorEchoTest *ret_test,
                                     GError **error);

G_END_DECLS
