/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads JSON that a stranger sent. */
#include "json-in.h"

#define MAX_DEPTH 32

static gboolean
is_shallow (const char *data, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;
  for (gsize i = 0; i < length; i++) {
    char c = data[i];
    if (quoted) {
      if (c == '\\')
        i++;
      else if (c == '"')
        quoted = FALSE;
    } else if (c == '"')
      quoted = TRUE;
    else if (c == '{' || c == '[') {
      if (++depth > MAX_DEPTH)
        return FALSE;
    } else if ((c == '}' || c == ']') && depth)
      depth--;
  }
  return TRUE;
}

JsonNode *
cor_json_parse (const char *data, gsize length)
{
  if (!length || !g_utf8_validate (data, length, NULL) || !is_shallow (data, length))
    return NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, data, length, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  return root ? json_node_copy (root) : NULL;
}

static JsonNode *
value_of (JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;
  return node && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
cor_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                  : NULL;
}

gint64
cor_json_get_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = value_of (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                 : otherwise;
}

gboolean
cor_json_get_bool (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);
  return node && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}
