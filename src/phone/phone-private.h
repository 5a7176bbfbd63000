/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the phone and its lines know of each other. Main context. */
#pragma once
#include "audio-list.h"
#include "engine.h"
#include "line-calls.h"
#include "ringtone.h"

G_BEGIN_DECLS

#define COR_TYPE_SIP_LINE (cor_sip_line_get_type ())
G_DECLARE_FINAL_TYPE (CorSipLine, cor_sip_line, COR, SIP_LINE, CorLine)

/* The line keeps the phone as a plain pointer until cor_sip_line_detach(). */
CorSipLine *
cor_sip_line_new (CorPhone *phone, guint id, const CorSipAccount *account, GError **error);
void cor_sip_line_take_event (CorSipLine *self, const CorEvent *event);
/* What was true of the network may not be any more. */
void cor_sip_line_hurry (CorSipLine *self);
/* Ends its calls as LOCAL and forgets the phone. */
void cor_sip_line_detach (CorSipLine *self);
GPtrArray *cor_sip_line_get_calls (CorSipLine *self); /* of CorLineCall */

const CorClock *cor_phone_get_clock (CorPhone *self);
/* Takes the command over. */
void cor_phone_post (CorPhone *self, CorCommand *command);
CorSound *cor_phone_get_sound (CorPhone *self);
CorAudioList *cor_phone_get_audio_list (CorPhone *self);
CorRingtone *cor_phone_get_ringtone (CorPhone *self);
/* NULL: it is not one of ours (any more). */
const CorLineCall *cor_phone_find_call (CorPhone *self, CorCall *call);
void cor_phone_forget_line (CorPhone *self, guint id);
void cor_phone_update_tones (CorPhone *self);
void cor_phone_play_end (CorPhone *self, CorCall *call);
GList *cor_phone_list_lines (CorPhone *self); /* of CorSipLine; transfer container */
/* hold.c. One call is spoken in at a time; the engine sees to it among the calls by SIP, a line of
 * peers among its own, and the phone between the two kinds. */
void cor_phone_hold_sip_calls (CorPhone *self);
void cor_phone_hold_peer_calls (CorPhone *self);

G_END_DECLS
