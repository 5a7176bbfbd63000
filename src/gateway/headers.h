/* SPDX-License-Identifier: GPL-3.0-or-later
 * SIP headers of the exchange's as the gateway passes them on, when it was asked to by a
 * registration. Janus 1.1 does with those of an INVITE to us or within a call, and of the answers
 * to ours; it answers an UPDATE itself and tells nobody, and never tells of Call-Info. Pure. */
#pragma once
#include "janus-event.h"
#include "model/call.h"

G_BEGIN_DECLS

/* Their names, to ask for; transfer full. */
JsonArray *cor_headers_wanted (void);

/* Who is at the other end, by the exchange's word; "" when it does not say. */
char *cor_headers_read_party (const CorJanusEvent *event, char **ret_name);
/* What was called, for people, or NULL: `user` themselves. */
char *cor_headers_read_called (const CorJanusEvent *event, const char *user);
/* RFC 5373, and what PBXes say for it. */
gboolean cor_headers_want_answer (const CorJanusEvent *event);

/* "Ada" <sip:203@host>;x=y -> "203", and the name or NULL; "" when it is withheld or none. */
char *cor_headers_read_address (const char *value, char **ret_name);

G_END_DECLS
