/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the user gives: arguments and the password. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* `args` hold borrowed text. Removes the option wherever it stands before "--". */
gboolean cor_input_take_flag (GPtrArray *args, const char *name);
/* "--name VALUE" and "--name=VALUE". FALSE when the value is missing; *ret_value stays
 * NULL without the option. */
gboolean cor_input_take_value (GPtrArray *args, const char *name, const char **ret_value);
/* Removes "--"; FALSE, after saying so, when an unknown option is left before it. */
gboolean cor_input_check (GPtrArray *args);
/* The lines of a file in UTF-8, up to 16 MiB. Transfer full. */
char **cor_input_read_lines (const char *path, GError **error);
/* The rest from `first` on as one text. Transfer full. */
char *cor_input_join (GPtrArray *args, guint first);
/* One line of standard input, without echo on a terminal. Free with cor_secret_free(). */
char *cor_input_read_password (GError **error);

G_END_DECLS
