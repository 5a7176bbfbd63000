/* SPDX-License-Identifier: GPL-3.0-or-later
 * What desk.c, which follows the phones' news, and desk-commands.c, which asks
 * things of the phones, share. */
#pragma once
#include "desk.h"
#include "desk-call.h"

G_BEGIN_DECLS

struct _CorDesk {
  GObject parent;
  CorCti *cti;          /* owns us */
  GPtrArray *endpoints; /* CorCtiEndpoint, of the newest profile; or NULL */
  GHashTable *phones;   /* device -> CorExten, the newest of each own desk phone */
  GPtrArray *calls;     /* CorDeskCall, not ended or still to be hung up */
  guint poll;
};

/* desk.c */
const CorCtiEndpoint *cor_desk_find_endpoint (CorDesk *self, const char *device); /* or NULL */

/* desk-commands.c */
void cor_desk_commands_init (CorCallControlInterface *iface);
void cor_desk_hang_up_conversation (CorDesk *self, CorDeskCall *desk_call);

G_END_DECLS
