/* SPDX-License-Identifier: GPL-3.0-or-later
 * A CTI server in this process, with a realtime socket, and a client of it
 * whose clock is turned by hand; for g_test_add(). */
#pragma once
#include "common.h"
#include "cti-private.h"

G_BEGIN_DECLS

#define TOKEN "aaa.bbb.ccc"

typedef struct {
  SoupServer *server;
  guint16 port;
  FakeClock *clock;
  CorCti *cti;
  SoupWebsocketConnection *peer; /* the newest connection, or NULL */
  guint connections;
  gboolean silent_login; /* as the middleware is to a wrong token */
  gboolean refuse_login;
  gboolean mute;     /* accepts, and says nothing */
  GPtrArray *frames; /* what came in */
  guint n_frames;
  /* REST */
  GPtrArray *posts; /* "path body" */
  guint n_posts;
  guint status;
  const char *error_header;
  char *reply;
  char *extensions;
  GPtrArray *held; /* paused SoupServerMessage of /astproxy/call */
  gboolean hold_calls;
  /* What the client told. */
  GString *news;
  guint n_news;
  CorCall *desk_call;
} Fixture;

void fixture_setup (Fixture *f, gconstpointer data);
void fixture_teardown (Fixture *f, gconstpointer data);
/* A frame to the client. */
void fixture_send_frame (Fixture *f, const char *frame);
/* Turns loop and clock until the client has told so. */
void fixture_expect (Fixture *f, const char *news);
void fixture_go_online (Fixture *f);
/* Everything sent before has been read by the client. */
void fixture_settle (Fixture *f);
void fixture_on_socket (SoupServer *server,
                        SoupServerMessage *message,
                        const char *path,
                        SoupWebsocketConnection *connection,
                        gpointer user_data);

G_END_DECLS
