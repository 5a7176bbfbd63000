/* SPDX-License-Identifier: GPL-3.0-or-later
 * Ends of peer connections, as the tests see them: what they said, and how to
 * wait for it. Everything waits on the main context with a watchdog. */
#pragma once
#include "phone/phone.h"
#include "model/peer.h"

G_BEGIN_DECLS

typedef struct {
  CorCall *call;
  CorPeer *peer;
  char *described;
  gboolean secured;
  gboolean flowing;
  char *failed;
} End;

CorPhone *start_phone (const char *interface);
void stop_phone (CorPhone *phone);
void set_patience (CorPhone *phone, guint ms);
void set_silence (CorPhone *phone, guint ms);

void end_open (End *self, CorPhone *phone, gboolean offers, const CorIceServer *servers);
void end_close (End *self); /* the peer alone */
void end_clear (End *self);
/* Tells each what the other described. */
void join (End *offerer, End *answerer);
/* Both are open, secured, and hear each other. */
void connect_ends (CorPhone *phone, End *offerer, End *answerer);

void begin_wait (void); /* the watchdog starts anew */
void turn (void);       /* the main context once */
void wait_text (char **text);
void wait_true (gboolean *flag);
gboolean get_stats (CorPhone *phone, CorCall *call, CorCallStats *ret_stats);
/* So many more than now. */
void wait_packets (CorPhone *phone, End *end, guint more);
void wait_sent (CorPhone *phone, End *end, guint more);

guint count (const char *text, const char *what);
void send_to_candidate (const char *described, const guint8 *packet, gsize length);

G_END_DECLS
