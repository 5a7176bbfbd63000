/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON of a stranger: limits while parsing, checked getters after. json-glib's
 * own getters print a critical on a wrong type, so nobody else calls them. */
#pragma once
#include <json-glib/json-glib.h>
#include "net/error.h"

G_BEGIN_DECLS

#define COR_JSON_MAX_DEPTH 64

/* Any value at the top. Refuses text that is not UTF-8, not JSON or nested too deep. */
JsonNode *cor_json_parse (const char *text, gsize len, GError **error);
/* The same where nothing but an object (an array) makes sense. */
JsonObject *cor_json_parse_object (const char *text, gsize len, GError **error);
JsonArray *cor_json_parse_array (const char *text, gsize len, GError **error);

/* Each: NULL (0, FALSE) where the member is absent or of another type. `object` may be NULL, so
 * that lookups can be chained. */
/* NULL also for a text longer than max_len bytes or not UTF-8; borrowed. */
const char *cor_json_get_string (JsonObject *object, const char *name, gsize max_len);
/* As above, and a number as text: the server mixes the two for extensions and ids. */
char *cor_json_dup_text (JsonObject *object, const char *name, gsize max_len);
/* A whole number, or a text that is one; `fallback` otherwise. */
gint64 cor_json_get_int (JsonObject *object, const char *name, gint64 fallback);
gboolean cor_json_get_bool (JsonObject *object, const char *name);
JsonObject *cor_json_get_object (JsonObject *object, const char *name);
JsonArray *cor_json_get_array (JsonObject *object, const char *name);
/* Names of the first `max` members, borrowed from the object; free the list alone. */
GList *cor_json_list_members (JsonObject *object, guint max);

/* Elements; the same rules, and NULL where the index is beyond the end. */
guint cor_json_array_length (JsonArray *array);
JsonObject *cor_json_array_get_object (JsonArray *array, guint index);
const char *cor_json_array_get_string (JsonArray *array, guint index, gsize max_len);

/* {"name": "value"...} of texts alone, as text: name, value..., NULL. A pair with a NULL value is
 * left out. */
char *cor_json_build (const char *name, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
