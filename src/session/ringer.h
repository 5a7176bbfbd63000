/* SPDX-License-Identifier: GPL-3.0-or-later
 * When this computer rings: an observer of the call list. */
#pragma once
#include "model/call-list.h"
#include "phone/phone.h"

G_BEGIN_DECLS

#define COR_TYPE_RINGER (cor_ringer_get_type ())
G_DECLARE_FINAL_TYPE (CorRinger, cor_ringer, COR, RINGER, GObject)

/* Rings for incoming calls of this computer that were not silenced; a desk phone's calls ring
 * there. Owner: session. */
CorRinger *cor_ringer_new (CorCallList *calls);
void cor_ringer_set_phone (CorRinger *self, CorPhone *phone); /* or NULL; not referenced */
void cor_ringer_set_enabled (CorRinger *self, gboolean enabled);
void cor_ringer_silence (CorRinger *self, CorCall *call);

G_END_DECLS
