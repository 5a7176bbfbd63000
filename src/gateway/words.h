/* SPDX-License-Identifier: GPL-3.0-or-later
 * The gateway's numbers as words for the user. Pure. */
#pragma once
#include "janus-event.h"

G_BEGIN_DECLS

/* Of an HTTP answer that is not the gateway's; 200: it holds no sense. */
char *cor_gateway_status_to_text (guint status);
/* Of an error of the gateway or its plugin. */
char *cor_gateway_error_to_text (const CorJanusEvent *error);

G_END_DECLS
