/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the driver's files share. */
#pragma once
#include "phone/phone.h"
#include "model/peer.h"

G_BEGIN_DECLS

#define DRIVER_TYPE_PEERS (driver_peers_get_type ())
G_DECLARE_FINAL_TYPE (DriverPeers, driver_peers, DRIVER, PEERS, GObject)

typedef struct {
  GMainLoop *loop;
  CorPhone *phone;
  GHashTable *lines; /* name -> CorLine */
  GHashTable *calls; /* id -> CorCall */
  DriverPeers *peers;
} Driver;

/* Pairs of key and text, ended by NULL. */
void say (const char *event, ...) G_GNUC_NULL_TERMINATED;
void say_call (const char *event, CorCall *call);
void watch (Driver *self, CorCall *call);

/* Turned by hand. */
const CorClock *driver_clock_get (void);
void driver_clock_tick (guint id);

DriverPeers *driver_peers_new (void);
void add_peer (Driver *self, char **words);
/* FALSE when the verb is none of theirs. */
gboolean run_peer (Driver *self, CorCall *call, const char *verb, char **words);

/* ringtone PATH|country|melody, play-ringtone, stop-ringtone; FALSE when the verb is none. */
gboolean run_ringtone (Driver *self, const char *verb, char **words);

G_END_DECLS
