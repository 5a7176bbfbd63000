/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which conversations of the server's go on at the user's computers. */
#pragma once
#include "cti-private.h"

G_BEGIN_DECLS

void cor_move_note_exten (CorCti *self, const CorExten *exten); /* news of any phone */

G_END_DECLS
