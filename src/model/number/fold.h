/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what was written, in any script, to the few ASCII characters that mean
 * something in a number. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Percent-decodes `length` bytes of `text` and folds them to 0-9 + * # A-Z a-z , ; ( ).
 * What only helps the eye is left out; anything else is an error. */
char *cor_number_fold (const char *text, gsize length, GError **error);
/* Percent-decodes; the result is valid UTF-8 without NUL. */
char *cor_number_unescape (const char *text, gsize length, GError **error);

G_END_DECLS
