/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads JSON that a stranger sent. */
#pragma once
#include <json-glib/json-glib.h>

/* NULL: not JSON, not UTF-8, or nested deeper than any client's (the parser recurses). */
JsonNode *cor_json_parse (const char *data, gsize length);
/* A string member, or NULL. */
const char *cor_json_get_string (JsonObject *object, const char *name);
gint64 cor_json_get_int (JsonObject *object, const char *name, gint64 otherwise);
gboolean cor_json_get_bool (JsonObject *object, const char *name);
