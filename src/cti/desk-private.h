/* SPDX-License-Identifier: GPL-3.0-or-later
 * What desk.c, which follows the phones' news, and desk-commands.c, which asks
 * things of the phones, share. */
#pragma once
#include "desk.h"
#include "desk-call.h"
#include "errand.h"

G_BEGIN_DECLS

struct _CorDesk {
  GObject parent;
  CorCti *cti;          /* owns us */
  GPtrArray *endpoints; /* CorCtiEndpoint, of the newest profile; or NULL */
  GHashTable *phones;   /* device -> CorExten, the newest of each own desk phone */
  GPtrArray *calls;     /* CorDeskCall, not ended or still to be hung up */
  CorErrands *errands;  /* NULL once closed */
  GHashTable *lan;      /* device -> port of its web interface: those that the server has us ask */
  guint poll;
};

/* desk.c */
const CorCtiEndpoint *cor_desk_find_endpoint (CorDesk *self, const char *device); /* or NULL */

void cor_desk_forget (CorDesk *self, CorDeskCall *desk_call);
gboolean cor_desk_is_phone (CorDesk *self, const char *device);
void cor_desk_request_call (CorDesk *self, CorDeskCall *desk_call);
void cor_desk_tell_trouble (CorDesk *self, const char *text);
void cor_desk_tell_reach (CorDesk *self, const char *device, gboolean reached);

/* desk-lan.c */
void cor_desk_on_errand_done (const CorErrand *errand, gboolean done, gpointer desk);
/* It rings: whether the server did that by itself tells what the phone needs. */
void cor_desk_note_road (CorDesk *self, CorDeskCall *desk_call);
/* From now on the phone has its time to ring. */
void cor_desk_watch_stuck (CorDesk *self, CorDeskCall *desk_call);
/* The call is over before the phone did anything: it may be made from elsewhere. */
void cor_desk_give_up (CorDesk *self, CorDeskCall *desk_call, CorCallEnd end, const char *text);

/* desk-commands.c */
void cor_desk_commands_init (CorCallControlInterface *iface);
void cor_desk_hang_up_conversation (CorDesk *self, CorDeskCall *desk_call);
CorDeskCall *cor_desk_find_call (CorDesk *self, CorCall *call); /* or NULL */
/* What the exchange listens for in a consultation; FALSE: the phone can't, which is said. */
gboolean cor_desk_send_code (CorDesk *self, CorDeskCall *desk_call, const char *code);

G_END_DECLS
