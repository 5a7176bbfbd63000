/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conferences: each extension's own, where those whom its owner put there hear each other. One
 * begins with the first who comes and ends with the last who goes. */
#pragma once
#include "demo.h"

/* Who calls this and an extension is in that extension's conference. */
#define COR_CONFERENCE_CODE "987"

CorConferences *cor_conferences_new (CorDemo *demo);
void cor_conferences_free (CorConferences *conferences);
/* A party that is put through, and talks in no other call. */
void cor_conferences_put (CorConferences *conferences, const char *id, const char *number);
/* Its telephone is in. */
gboolean cor_conferences_has (CorConferences *conferences, const char *id, const char *number);
/* What the owner may do; FALSE: no such conference, or nobody of that name in it. */
gboolean cor_conferences_end (CorConferences *conferences, const char *id);
gboolean
cor_conferences_mute (CorConferences *conferences, const char *id, const char *user, gboolean mute);
gboolean cor_conferences_hang_up (CorConferences *conferences, const char *id, const char *number);
/* The party hangs up; FALSE: it is in none. */
gboolean cor_conferences_leave (CorConferences *conferences, const char *number);
/* The conference as an object, an empty one where there is none. */
void cor_conferences_write (CorConferences *conferences, const char *id, GString *out);
