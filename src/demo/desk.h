/* SPDX-License-Identifier: GPL-3.0-or-later
 * Desk phones: they ring when the server is asked to call from them, are picked up by nobody's
 * hand after a while, and then call the number, which behaves as its party does. */
#pragma once
#include "board.h"

typedef struct _CorDesk CorDesk;

CorDesk *cor_desk_new (CorBoard *board);
void cor_desk_free (CorDesk *desk);
/* on_picked_up is told the call's id when the phone is picked up, or NULL when the call ended
 * before. It is told once. */
typedef void (*CorDeskFunc) (const char *uniqueid, gpointer data);
void cor_desk_call (CorDesk *desk,
                    const char *device,
                    const char *number,
                    CorDeskFunc on_picked_up,
                    gpointer data);
/* `from` rings the desk phone, which picks up. */
void cor_desk_receive (CorDesk *desk, const char *device, const char *from);
/* `from` rings the desk phone until somebody picks it up or gives up. shared: it rings on the
 * user's computer too, and what becomes of it here is told there. */
void cor_desk_ring (CorDesk *desk, const char *device, const char *from, gboolean shared);
gboolean cor_desk_pick_up (CorDesk *desk, const char *device); /* FALSE: it does not ring */
/* The phone is told to call: it is off the hook at once. */
void cor_desk_dial (CorDesk *desk, const char *device, const char *number);
/* picked_up: else the call is over. */
typedef void (*CorDeskSharedFunc) (const char *from, gboolean picked_up, gpointer data);
void cor_desk_set_shared_func (CorDesk *desk, CorDeskSharedFunc func, gpointer data);
/* What the computer did to a shared call that still rings. */
void cor_desk_end_shared (CorDesk *desk, const char *from, const char *cause);
/* The call goes on without `exten`: its other side is put through to `to`. */
void cor_desk_transfer (CorDesk *desk, CorBoardCall *call, const char *exten, const char *to);
/* They talk to each other from now on. */
void cor_desk_put_together (CorDesk *desk, const char *one, const char *other);
/* Who waits in the call and who was asked talk to each other; nothing where nobody waits. */
void cor_desk_join (CorDesk *desk, CorBoardCall *call);
/* For /demo/state, an object. */
void cor_desk_write (CorDesk *desk, const char *key, GString *out);
