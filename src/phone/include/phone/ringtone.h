/* SPDX-License-Identifier: GPL-3.0-or-later
 * What this computer rings with. Thread: main context. */
#pragma once
#include "phone/phone.h"

G_BEGIN_DECLS

/* Rings as the exchanges of the country let a caller hear it, or with a melody of its own; with
 * the sound file at `path` instead, once that is read, and while it can be. Property
 * "ringtone-trouble" of the phone (string or NULL): why it can't, for the user. */
void cor_phone_set_ringtone (CorPhone *self, gboolean by_country, const char *path);

/* The result has no source object, since a phone is not kept for it: one that goes ends it.
 * Once, on the ringer device; ends early when anything else is to be heard from there, since a call
 * goes before. An error when it is cancelled, or when something is heard already. */
void cor_phone_play_ringtone_async (CorPhone *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean cor_phone_play_ringtone_finish (GAsyncResult *result, GError **error);

G_END_DECLS
