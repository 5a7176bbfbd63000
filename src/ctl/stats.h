/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl stats` for people: the numbers of a call's sound in words. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* stats: a{sv} as of the control interface; what is missing is not known. */
void cor_stats_show (GVariant *stats);

G_END_DECLS
