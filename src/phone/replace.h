/* SPDX-License-Identifier: GPL-3.0-or-later
 * An INVITE that is to take the place of a call of ours (RFC 3891). */
#pragma once
#include "engine-private.h"

G_BEGIN_DECLS

/* What a call that has just come in asks for: 0 when it is one of its own; 200 when it is to take
 * the place of *ret_wire; else the code that it is refused with. */
guint cor_wire_find_place (CorEngine *engine,
                           const CorWireLine *line,
                           struct call *call,
                           CorWireCall **ret_wire);

/* A 18x: whoever rings may be replaced before they answer, and is known by this alone. */
void cor_wire_note_early (CorEngine *engine, const uint8_t *packet, size_t length);

G_END_DECLS
