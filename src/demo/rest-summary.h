/* SPDX-License-Identifier: GPL-3.0-or-later
 * /summary, /transcripts and /history/statuses: what machines wrote of calls. */
#pragma once
#include "rest.h"

extern const CorRoute cor_routes_summary[];

typedef struct _CorSummaries CorSummaries;

CorSummaries *cor_summaries_new (CorDemo *demo);
void cor_summaries_free (CorSummaries *summaries);

/* POST /demo/summary {"id", "text", "transcript", "state", "name", "number"}: there is a summary of
 * the call whose uniqueid that is, by `text`, and everybody is told; with a state instead of a text
 * it is to come, or came to nothing. */
void cor_summaries_on_demo (CorRequest *request);
