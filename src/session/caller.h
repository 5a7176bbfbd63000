/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether two ways of writing a caller mean the same one. Pure. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

gboolean cor_caller_is_same (const char *a, const char *b);

G_END_DECLS
