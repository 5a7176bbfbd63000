/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the CTI tests share: recorded answers, a server of their own, a main loop with a watchdog.
 */
#pragma once
#include <libsoup/soup.h>
#include "fake-clock.h"
#include "net/json.h"

G_BEGIN_DECLS

/* tests/fixtures/cti/NAME; transfer full; ends the test where it is missing. */
JsonObject *fixture_load (const char *name);
/* The body of a recorded exchange's answer, as text. */
char *fixture_body (const char *name);

/* Turns the main loop until *flag; 60 s without it end the test. */
void run_until (const gboolean *flag);
/* Until a count has been reached. */
void run_until_count (const guint *count, guint wanted);
/* Whatever is ready, and nothing that is not. */
void run_ready (void);
/* Some turns of the loop, for what must not happen: with `ms` of real time. */
void run_for (guint ms);

/* Finish of any async call. */
typedef struct {
  GAsyncResult *result;
  gboolean done;
} Waiter;
void on_waited (GObject *source, GAsyncResult *result, gpointer waiter);
GAsyncResult *wait_result (Waiter *waiter); /* borrowed until waiter_clear() */
void waiter_clear (Waiter *waiter);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiter, waiter_clear)

/* Bytes as they are, to whoever connects; then the connection is closed. */
typedef struct {
  GSocketService *service;
  GBytes *reply;
  guint16 port;
  char *request; /* what came first, or NULL */
} RawServer;
RawServer *raw_server_new (const char *reply, gsize len);
void raw_server_free (RawServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

/* libsoup on loopback; certificate or NULL for plain http. */
SoupServer *server_new (GTlsCertificate *certificate, guint16 *ret_port);
void server_reply (SoupServerMessage *message, guint status, const char *type, const char *body);

/* Certificates made for this run: an authority and a server's for `name`. */
typedef struct {
  char *folder;
  char *ca_file;
  GTlsCertificate *server;
} Certificates;
Certificates *certificates_new (const char *subject_alt_name);
void certificates_run (Certificates *self, const char *command); /* in its folder */
void certificates_free (Certificates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Certificates, certificates_free)

G_END_DECLS
