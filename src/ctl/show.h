/* SPDX-License-Identifier: GPL-3.0-or-later
 * Answers of the program, for people and for scripts. */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* One value as people read it: yes and no, plain text. Transfer full. */
char *cor_show_value (GVariant *value);
/* Of a dictionary; "" without the key. Transfer full. */
char *cor_show_key (GVariant *dictionary, const char *key);

void cor_show_json (GVariant *value);
/* "key: value" lines. */
void cor_show_dictionary (GVariant *dictionary);
/* A line per dictionary, the values of `keys` between tabs. */
void cor_show_rows (GVariant *rows, const char *const *keys);
/* A line per number of each contact. */
void cor_show_contacts (GVariant *contacts);
/* Ends the line and writes it out at once, for readers at the other end of a pipe. */
void cor_show_line (const char *text);

G_END_DECLS
