/* SPDX-License-Identifier: GPL-3.0-or-later
 * How the files of this room make a decision. */
#pragma once
#include "route/route.h"

G_BEGIN_DECLS

/* Both take over `reason`. */
CorRouteDecision *
cor_decision_new (CorRouteKind kind, const CorNumber *number, const char *device, char *reason);
/* Says which text it is that was refused. */
CorRouteDecision *
cor_decision_refuse (CorDialRequest *request, const CorNumber *number, char *reason);

G_END_DECLS
