/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the facts of a diagnosis come from. Each of these ends its look by itself, and leaves when
 * the run is cancelled. */
#pragma once
#include "diagnosis.h"
#include "session-private.h"

G_BEGIN_DECLS

/* look-connection.c */
void cor_look_at_connection (CorSession *self, CorRun *run);
/* look-desktop.c */
void cor_look_at_mirror (CorSession *self, CorRun *run);
void cor_look_at_links (CorRun *run);
void cor_look_at_service (CorRun *run);
/* look-browsers.c */
void cor_look_at_browsers (CorRun *run);
/* look-desk-phone.c */
void cor_look_at_desk_phone (CorSession *self, CorRun *run);
CorDevice *cor_look_find_desk_phone (CorSession *self); /* the one that is meant, or NULL */
/* look-sound.c */
void cor_look_at_sound (CorSession *self, CorRun *run);
void cor_look_at_microphone (CorSession *self, CorRun *run);

/* session-mend.c */
void cor_session_add_mending (CorSession *self); /* its action */

G_END_DECLS
