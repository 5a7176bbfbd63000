/* SPDX-License-Identifier: GPL-3.0-or-later
 * Watches the sound of the calls that are talked in, and gives them their hints. Owner: CorPhone.
 * Thread: main context. */
#pragma once
#include "phone-private.h"

G_BEGIN_DECLS

typedef struct _CorCallWatch CorCallWatch;

/* For each call there is. */
typedef void (*CorCallWatchVisit) (CorLineCall *entry, gpointer user_data);
typedef void (*CorCallWatchEach) (CorPhone *phone, CorCallWatchVisit visit, gpointer user_data);

/* `phone` must outlive it. */
CorCallWatch *cor_call_watch_new (CorPhone *phone, CorCallWatchEach each);
void cor_call_watch_free (CorCallWatch *self);
/* Whether any call is talked in. */
void cor_call_watch_run (CorCallWatch *self, gboolean talking);
void cor_call_watch_take_event (CorCallWatch *self, const CorEvent *event);

G_END_DECLS
