/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of the voice of this computer's calls. Thread: main context. */
#pragma once
#include "session/session.h"

G_BEGIN_DECLS

/* Whether echo and noise can be taken out: the settings "echo-cancellation" and
 * "noise-suppression" mean something. The first time it takes some milliseconds. */
gboolean cor_session_can_process_voice (CorSession *self);

G_END_DECLS
