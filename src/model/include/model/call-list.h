/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every call of this user, here and on the desk phones: the one truth that
 * windows, notifications, tones and D-Bus observe. A GListModel of CorCall in
 * order of arrival. A call that ended leaves at once; "ended" tells of it. */
#pragma once
#include "model/call.h"

G_BEGIN_DECLS

#define COR_TYPE_CALL_LIST (cor_call_list_get_type ())
G_DECLARE_FINAL_TYPE (CorCallList, cor_call_list, COR, CALL_LIST, GObject)

/* Signals: "added" (CorCall), "changed" (CorCall, const char *property), "ended" (CorCall, after
 * it left the list). Properties: ringing (boolean: some call is INCOMING), busy (boolean: some
 * call is not INCOMING). */
CorCallList *cor_call_list_new (void);
void cor_call_list_add (CorCallList *self, CorCall *call);
/* All: transfer none, NULL when there is none. */
CorCall *cor_call_list_find (CorCallList *self, guint id);
CorCall *cor_call_list_get_ringing (CorCallList *self); /* the oldest INCOMING one */
/* The one that is talked in: ACTIVE and not held, else DIALING or RINGING, else held. */
CorCall *cor_call_list_get_current (CorCallList *self);
/* The current one, unless it is held: what a call that comes in would interrupt. */
CorCall *cor_call_list_get_talked (CorCallList *self);
gboolean cor_call_list_is_ringing (CorCallList *self);
gboolean cor_call_list_is_busy (CorCallList *self);

G_END_DECLS
