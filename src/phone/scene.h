/* SPDX-License-Identifier: GPL-3.0-or-later
 * What there is to be heard of all calls together, beside what the other sides
 * say. Pure. */
#pragma once
#include "line-calls.h"
#include "tones.h"

G_BEGIN_DECLS

typedef struct {
  gboolean live;     /* any call that has not ended and does not just come in */
  gboolean talking;  /* one is spoken in */
  gboolean ringback; /* the other side rings and sends no tone of its own */
  gboolean soon;     /* one will be spoken in as soon as it is answered */
} CorScene;

void cor_scene_look (CorScene *self, const CorLineCall *entry);
/* ringing: a call comes in, and is to be heard. */
CorTone cor_scene_speaker (const CorScene *self, gboolean ringing);
CorTone cor_scene_ringer (const CorScene *self, gboolean ringing);
/* What says how this call of ours ended. */
CorTone cor_scene_end (CorCall *call);

G_END_DECLS
