/* SPDX-License-Identifier: GPL-3.0-or-later
 * What comes in answer about summaries and transcripts. Pure. */
#pragma once
#include "cti/summary.h"
#include "net/json.h"

G_BEGIN_DECLS

/* A field of `data`, as lines of letters; "" for none or a blank one, NULL for more than `max`
 * bytes or another type. Transfer full. */
char *cor_summary_parse_text (JsonObject *body, const char *field, gsize max);
/* Transfer full. */
GHashTable *cor_summary_parse_statuses (JsonObject *body);

G_END_DECLS
