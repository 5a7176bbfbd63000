/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime socket: connects, signs in, answers pings, comes back after a
 * fall. Owner: CorCti. Thread: main context. */
#pragma once
#include <glib-object.h>
#include "event.h"
#include "net/clock.h"

G_BEGIN_DECLS

#define COR_REALTIME_OPEN_MS 15000
#define COR_REALTIME_LOGIN_MS 10000
#define COR_REALTIME_GRACE_MS 10000

#define COR_TYPE_REALTIME (cor_realtime_get_type ())
G_DECLARE_FINAL_TYPE (CorRealtime, cor_realtime, COR, REALTIME, GObject)

/* Signals:
 *   "event" (CorEvent *, borrowed): any but those of signing in, while online;
 *   "online" (gboolean first): signed in; not the first time: news have been missed;
 *   "offline" ();
 *   "refused" (): the token is no longer good, or nobody said so in time; it tries again;
 *   "taken-over" (): stopped for good. */
CorRealtime *cor_realtime_new (const char *url, const char *ca_file, const CorClock *clock);
/* Nothing happens when it is started so already. */
void cor_realtime_start (CorRealtime *self, const char *user, const char *token);
/* By a new connection, unless it was stopped: the one from before may lead nowhere. */
void cor_realtime_renew (CorRealtime *self);
/* Of the next connections; this one goes on. */
void cor_realtime_set_token (CorRealtime *self, const char *token);
void cor_realtime_stop (CorRealtime *self);
gboolean cor_realtime_is_started (CorRealtime *self); /* online, or trying */
gboolean cor_realtime_is_online (CorRealtime *self);

G_END_DECLS
