/* SPDX-License-Identifier: GPL-3.0-or-later
 * The realtime side: Socket.IO 5 over Engine.IO 4 over WebSocket, and nothing else. */
#pragma once
#include "faults.h"
#include "sessions.h"
#include <libsoup/soup.h>

typedef struct _CorRealtime CorRealtime;

CorRealtime *
cor_realtime_new (SoupServer *server, CorPeople *people, CorSessions *sessions, CorFaults *faults);
void cor_realtime_free (CorRealtime *realtime);
/* username NULL: to everybody. args: the JSON of the arguments, comma-separated. */
void
cor_realtime_emit (CorRealtime *realtime, const char *username, const char *name, const char *args);
void cor_realtime_cut (CorRealtime *realtime);
/* For /demo/state: {"connected", "signedIn"}. */
void cor_realtime_write (CorRealtime *realtime, const char *key, GString *out);
