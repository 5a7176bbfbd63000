/* SPDX-License-Identifier: GPL-3.0-or-later
 * A gateway line on a gateway in this process, with a clock turned by hand and
 * sound that is none. */
#pragma once
#include "fake-janus.h"
#include "fake-peer.h"
#include "line-private.h"

G_BEGIN_DECLS

typedef struct {
  FakeJanus *janus;
  FakeClock *clock;
  FakePeerSource *source;
  CorHttp *http;
  CorLine *line;
  GPtrArray *incoming; /* CorCall, in order */
} Fixture;

/* data: GINT_TO_POINTER (one of these). */
enum { FIXTURE_HTTP, FIXTURE_DIRECT, FIXTURE_SOCKET };
void fixture_set_up (Fixture *f, gconstpointer data);
void fixture_tear_down (Fixture *f, gconstpointer data);

#define FIXTURE_WATCHDOG 60 /* seconds */
/* Turns the loop until the expression holds; 60 s without it end the test. */
#define wait_for(expression)                                                                      \
  G_STMT_START                                                                                    \
  {                                                                                               \
    guint watchdog_ = g_timeout_add_seconds (FIXTURE_WATCHDOG, fixture_on_watchdog, #expression); \
                                                                                                  \
    while (!(expression))                                                                         \
      g_main_context_iteration (NULL, TRUE);                                                      \
    g_source_remove (watchdog_);                                                                  \
  }                                                                                               \
  G_STMT_END
gboolean fixture_on_watchdog (gpointer what);

/* Whatever is on its way is there afterwards: a round trip by the poll, and one by a request. */
void fixture_settle (Fixture *f);
/* The handle of a call that ended rests, and only then does it go: n are gone by now. */
void fixture_rest (Fixture *f, guint n);
/* Registered, with a spare helper. */
void fixture_go_ready (Fixture *f);
CorCall *fixture_dial (Fixture *f, const char *number);
/* ...and "call" has come to the gateway. */
CorCall *fixture_call_out (Fixture *f, const char *number);
/* ...and it is talked in. */
CorCall *fixture_talk (Fixture *f, const char *number);
/* A call that comes at the master; borrowed. */
CorCall *fixture_call_in (Fixture *f);
CorGatewayLine *fixture_line (Fixture *f);

#define FAKE_ANSWER                                                                          \
  "v=0\\r\\no=- 9 1 IN IP4 192.0.2.1\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 8" \
  "\\r\\nc=IN IP4 192.0.2.1\\r\\na=sendrecv\\r\\na=mid:0\\r\\na=setup:active\\r\\n"          \
  "a=candidate:1 1 udp 2015363327 192.0.2.1 31006 typ host\\r\\n"

#define FIXTURE_ANSWER "{\"type\":\"answer\",\"sdp\":\"" FAKE_ANSWER "\"}"

G_END_DECLS
