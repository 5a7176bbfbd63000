/* SPDX-License-Identifier: GPL-3.0-or-later
 * A string that holds a password or a token. Any thread. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Of g_malloc; overwritten before it is freed. NULL is allowed. */
void cor_secret_free (char *secret);

G_END_DECLS
