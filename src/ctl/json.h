/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values of the bus as JSON text. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Dictionaries with text keys become objects, other containers arrays, variants
 * what they hold; numbers that JSON has no word for become null. */
void cor_json_append (GString *out, GVariant *value);
void cor_json_append_text (GString *out, const char *text);

G_END_DECLS
