/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line of the user's mimeapps.list. All others stay as they are, byte for
 * byte: the file is the user's and every program's. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The value of the type's default, NULL when there is no such line. FALSE when the file is there
 * and can't be read. */
gboolean cor_mimeapps_get (const char *type, char **ret_value, GError **error);
/* `value` NULL takes the line away. */
gboolean cor_mimeapps_set (const char *type, const char *value, GError **error);

G_END_DECLS
