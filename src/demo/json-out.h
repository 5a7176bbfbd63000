/* SPDX-License-Identifier: GPL-3.0-or-later
 * Writes JSON text straight into a string: a phonebook of 100,000 rows has four million members,
 * for which a tree of nodes costs seconds and a gigabyte.
 *
 * Commas are added where they belong. A key is NULL inside an array. */
#pragma once
#include <glib.h>

void cor_json_open (GString *out, const char *key, char bracket);
void cor_json_close (GString *out, char bracket);
void cor_json_string (GString *out, const char *key, const char *value); /* NULL is null */
void cor_json_int (GString *out, const char *key, gint64 value);
void cor_json_double (GString *out, const char *key, double value);
void cor_json_bool (GString *out, const char *key, gboolean value);
void cor_json_raw (GString *out, const char *key, const char *json);
