/* SPDX-License-Identifier: GPL-3.0-or-later
 * A stranger's text, fit to stand in a sentence. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Cut short, without line breaks, control characters and marks that turn the direction of what
 * follows. Transfer full. */
char *cor_route_quote (const char *text);

G_END_DECLS
