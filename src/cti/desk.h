/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls on the user's desk phones, carried out by the server. Owner: CorCti.
 * Thread: main context. */
#pragma once
#include "cti/cti.h"
#include "event.h"

G_BEGIN_DECLS

#define COR_TYPE_DESK (cor_desk_get_type ())
G_DECLARE_FINAL_TYPE (CorDesk, cor_desk, COR, DESK, GObject)

/* cti: not referenced, owns this. Signals:
 *   "call" (CorCall): one that we did not ask for, begun or ringing on a desk phone of the user's;
 *   "reach" (const char *device, gboolean reached): what became of asking the phone itself;
 *   "trouble" (const char *text): for the user, of no call in particular. */
CorDesk *cor_desk_new (CorCti *cti);
/* CorCtiEndpoint of the newest profile. */
void cor_desk_set_endpoints (CorDesk *self, GPtrArray *endpoints);
CorCall *
cor_desk_dial (CorDesk *self, const char *number, const char *device, const char *device_name);

void cor_desk_on_exten (CorDesk *self, const CorExten *exten);
void cor_desk_on_hangup (CorDesk *self, const char *exten, const char *cause);
/* url: secret, and a stranger's until it proves to be one of the user's own phones. */
void cor_desk_on_errand (CorDesk *self, const char *url, const char *kind);
const char *cor_desk_find_device (CorDesk *self, CorCall *call, gboolean *ret_can_answer);
/* The id of its conversation, and the phone that has it; borrowed, or NULL. */
const char *cor_desk_find_conversation (CorDesk *self, CorCall *call, const char **ret_device);
/* Where the phone's web interface is: transfer full, NULL where nobody knows or nothing may be
 * asked. ret_needed: the server has had us ask it, so its calls need it. */
GSocketAddress *cor_desk_dup_address (CorDesk *self, const char *device, gboolean *ret_needed);
void cor_desk_set_port (CorDesk *self, const char *device, guint16 port);
/* Ends what is left; the account goes. */
void cor_desk_close (CorDesk *self);

/* '+' as the server wants it, and nothing that no phone has a key for. Pure. */
char *cor_desk_format_number (const char *number);

G_END_DECLS
