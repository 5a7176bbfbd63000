/* SPDX-License-Identifier: GPL-3.0-or-later
 * Notifications by libnotify: an incoming call with Answer, Decline, Silence;
 * a missed call with Call back. An observer of the call list. Owner: session.
 * Thread: main context. Without a notification daemon it does nothing, once
 * and quietly, and tries again when one appears. */
#pragma once
#include "model/call-list.h"

G_BEGIN_DECLS

#define COR_TYPE_NOTIFIER (cor_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CorNotifier, cor_notifier, COR, NOTIFIER, GObject)

/* Answer and Decline act on the call. Signals: "silenced" (CorCall): stop the ring tone, let it
 * ring on; "answer-ending" (CorCall): answer it and end the one that is talked in; "call-back"
 * (const char *number, const char *activation_token or NULL); "show" (const char *activation_token
 * or NULL): the body was clicked; "opened" (const char *topic, const char *activation_token or
 * NULL): what is there to be read was. */
CorNotifier *cor_notifier_new (CorCallList *calls);
/* Says neither who calls nor who called, also of those that are shown, until it may again. */
void cor_notifier_set_discreet (CorNotifier *self, gboolean discreet);
/* This one was answered, as is known by now: it is not among the missed ones of its number. */
void cor_notifier_forget_missed (CorNotifier *self, CorCall *call);
/* They have been looked at: none of them is announced any more. */
void cor_notifier_forget_all_missed (CorNotifier *self);
/* Something is there to be read; of the same topic the last. body: a stranger's. */
void cor_notifier_tell (CorNotifier *self, const char *topic, const char *title, const char *body);
void cor_notifier_forget_topics (CorNotifier *self);

G_END_DECLS
