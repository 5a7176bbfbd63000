/* SPDX-License-Identifier: GPL-3.0-or-later
 * The web CTI's own scheme. */
#pragma once
#include "route/route.h"

G_BEGIN_DECLS

/* The text begins with "nethlink:". */
CorRouteDecision *cor_nethlink_decide (CorDialRequest *request, const CorRouteWorld *world);

G_END_DECLS
