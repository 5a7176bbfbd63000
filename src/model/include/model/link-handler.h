/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which program opens the links of one scheme, as its user reads it. Passive. */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

#define COR_TYPE_LINK_HANDLER (cor_link_handler_get_type ())
G_DECLARE_FINAL_TYPE (CorLinkHandler, cor_link_handler, COR, LINK_HANDLER, GObject)

/* Signal: "changed" (). */
CorLinkHandler *cor_link_handler_new (const char *scheme);
/* program: who opens them now, or NULL. chosen: it is Cornetta, by its user's choice.
 * previous: then who comes back when it is given up, or NULL. */
void cor_link_handler_update (CorLinkHandler *self,
                              const char *program,
                              gboolean chosen,
                              const char *previous);
const char *cor_link_handler_get_scheme (CorLinkHandler *self);
const char *cor_link_handler_get_program (CorLinkHandler *self);
gboolean cor_link_handler_is_chosen (CorLinkHandler *self);
const char *cor_link_handler_get_previous (CorLinkHandler *self);

G_END_DECLS
