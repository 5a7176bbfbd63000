/* SPDX-License-Identifier: GPL-3.0-or-later
 * A gateway in this process: answers as Janus does with its SIP plugin, tells
 * what a test wants told. Reached by HTTP, by a WebSocket, or
 * directly. */
#pragma once
#include "common.h"
#include "way.h"

G_BEGIN_DECLS

typedef struct {
  /* May be changed at any time. */
  guint refuse_code;        /* registration_failed */
  gboolean silent_register; /* no answer to a registration */
  gboolean replaying;       /* no events of its own, registrations included */
  gboolean silent;          /* plugin requests are acknowledged, and nothing becomes of them */
  gboolean silent_unregister;
  gboolean ignore_hold;
  const char *fail_ask; /* this request... */
  guint fail_code;      /* ...gets an error of Janus */
  guint plugin_code;    /* ...or of the plugin */
  guint status;         /* of every answer, with `text`; 0: as it should be */
  const char *text;
  const char *answer_sdp; /* in "accepted" */

  /* To look at. */
  guint64 session; /* 0: none */
  guint n_sockets;
  GHashTable *connections; /* ports that requests came from */
  guint n_sessions, n_polls, n_wakes, n_keepalives;
  guint64 master;
  guint64 last_call; /* handle */
  guint n_helpers, n_detached;
  GPtrArray *asked;   /* "WHAT HANDLE", in order, but for polls and keep-alives */
  GHashTable *bodies; /* what -> JsonObject, the last of each */

  GArray *attached; /* guint64: all handles that ever were, in order */

  /* Its own. */
  guint64 last_id;
  GPtrArray *handles; /* GUINT_TO_POINTER */
  GQueue events;      /* JSON texts */
  GQueue polls;       /* held */
  GPtrArray *lost;    /* answers that never come */
  SoupServer *server;
  SoupWebsocketConnection *socket; /* or NULL: the way of the last one who came by it */
  guint16 port;
  GObject *object; /* of the direct way */
} FakeJanus;

/* By HTTP and WebSocket on a free port of loopback, or (http: FALSE) directly alone. */
FakeJanus *fake_janus_new (gboolean http);
void fake_janus_free (FakeJanus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeJanus, fake_janus_free)

char *fake_janus_url (FakeJanus *self);
char *fake_janus_socket_url (FakeJanus *self);
/* The connection breaks; the session goes with it, or waits to be claimed. */
void fake_janus_cut_socket (FakeJanus *self, gboolean session_too);
CorGatewayWay fake_janus_way (FakeJanus *self);

/* Tells by the poll. `result` holds members of a plugin's result after its event's name, like
 * "\"code\":486"; `jsep` is NULL or a description. */
void fake_janus_tell (FakeJanus *self, const char *json);
void fake_janus_tell_sip (FakeJanus *self,
                          guint64 handle,
                          const char *event,
                          const char *result,
                          const char *jsep);
/* A call that comes, at the master or, while that is busy, at a helper: which. */
void fake_janus_call_in (FakeJanus *self, guint64 handle, const char *from, const char *name);
/* The helper that nobody uses; 0: none. */
guint64 fake_janus_get_spare (FakeJanus *self);
/* All polls that are held end so. */
void fake_janus_end_polls (FakeJanus *self, guint status, const char *text);
/* What is told to the polls that are held gets lost on its way, as when the network is another. */
void fake_janus_deafen_polls (FakeJanus *self);
/* Forgets the session, as a restart does. */
void fake_janus_restart (FakeJanus *self);
/* How often that was asked for. */
guint fake_janus_count (FakeJanus *self, const char *what);
JsonObject *fake_janus_get_body (FakeJanus *self, const char *what);

#define FAKE_OFFER                                                                               \
  "v=0\\r\\no=- 7 1 IN IP4 192.0.2.1\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 8 101" \
  "\\r\\nc=IN IP4 192.0.2.1\\r\\na=sendrecv\\r\\na=mid:a1\\r\\na=setup:actpass\\r\\n"            \
  "a=candidate:1 1 udp 2015363327 192.0.2.1 31006 typ host\\r\\n"

G_END_DECLS
