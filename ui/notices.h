/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a window says above everything else. */
#pragma once
#include "banner.h"
#include "session/session.h"
#include "waiting-row.h"

G_BEGIN_DECLS

void cor_notices_bind (CorSession *session, CorBanner *banner, CorWaitingRow *waiting);

G_END_DECLS
