/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON of a stranger: limits while parsing, checked getters after. */
#include "config.h"
#include "net/json.h"
#include <math.h>
#include <string.h>

/* json-glib's parser recurses: the depth is counted before it sees the text. */
static gboolean
is_shallow (const char *text, gsize len)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < len; i++) {
    if (in_string) {
      if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = FALSE;
    } else if (text[i] == '"') {
      in_string = TRUE;
    } else if (text[i] == '[' || text[i] == '{') {
      if (++depth > COR_JSON_MAX_DEPTH)
        return FALSE;
    } else if ((text[i] == ']' || text[i] == '}') && depth > 0) {
      depth--;
    }
  }
  return TRUE;
}

/* JSON has no comments, no single quotes and no "var x ="; json-glib takes them all, and what
 * they hide from is_shallow() could nest as deep as it likes. */
static gboolean
is_plain (const char *text, gsize len)
{
  gboolean in_string = FALSE;
  gsize first = 0;

  while (first < len && g_ascii_isspace (text[first]))
    first++;
  if (first >= len || strchr ("{[\"-0123456789tfn", text[first]) == NULL)
    return FALSE;

  for (gsize i = 0; i < len; i++) {
    if (in_string) {
      if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = FALSE;
    } else if (text[i] == '"') {
      in_string = TRUE;
    } else if (text[i] == '/' || text[i] == '#' || text[i] == '\'') {
      return FALSE;
    }
  }
  return !in_string;
}

/* The \uD800 to \uDFFF that `text` begins with, or 0. */
static guint
surrogate_at (const char *text, gsize len)
{
  guint unit = 0;

  if (len < 6 || text[0] != '\\' || text[1] != 'u')
    return 0;
  for (guint i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit (text[i]))
      return 0;
    unit = 16 * unit + (guint)g_ascii_xdigit_value (text[i]);
  }
  return unit >= 0xD800 && unit <= 0xDFFF ? unit : 0;
}

/* What cuts a name in the middle of a character leaves half of a pair, and json-glib would refuse
 * the whole page for it. Returns NULL, or a copy where each such half is U+FFFD. */
static char *
mend_surrogates (const char *text, gsize len)
{
  char *copy = NULL;

  for (gsize i = 0; i < len; i++) {
    guint unit = surrogate_at (text + i, len - i);

    if (unit == 0) {
      i += text[i] == '\\';
    } else if (unit < 0xDC00 && surrogate_at (text + i + 6, len - i - 6) >= 0xDC00) {
      i += 11;
    } else {
      copy = copy != NULL ? copy : g_strndup (text, len);
      memcpy (copy + i + 2, "fffd", 4);
      i += 5;
    }
  }
  return copy;
}

static void
set_bad (GError **error)
{
  g_set_error_literal (error, COR_NET_ERROR, COR_NET_ERROR_DATA, "Not the JSON that was expected");
}

JsonNode *
cor_json_parse (const char *text, gsize len, GError **error)
{
  /* Not an immutable one: with two values in a row json-glib 1.10 ends the program for a root that
   * it forgot to seal. */
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *mended = mend_surrogates (text, len);

  if (len == 0 || len > G_MAXSSIZE || !g_utf8_validate (text, (gssize)len, NULL) ||
      !is_plain (text, len) || !is_shallow (text, len) ||
      !json_parser_load_from_data (parser, mended != NULL ? mended : text, (gssize)len, NULL) ||
      (root = json_parser_steal_root (parser)) == NULL) {
    set_bad (error);
    return NULL;
  }
  json_node_seal (root);
  return g_steal_pointer (&root);
}

JsonObject *
cor_json_parse_object (const char *text, gsize len, GError **error)
{
  g_autoptr (JsonNode) node = cor_json_parse (text, len, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    set_bad (error);
    return NULL;
  }
  return json_object_ref (json_node_get_object (node));
}

JsonArray *
cor_json_parse_array (const char *text, gsize len, GError **error)
{
  g_autoptr (JsonNode) node = cor_json_parse (text, len, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node)) {
    set_bad (error);
    return NULL;
  }
  return json_array_ref (json_node_get_array (node));
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/* An escape like "\ud800" makes text that is not UTF-8 even where the document was. */
static const char *
checked_string (JsonNode *node, gsize max_len)
{
  const char *text;

  if (!holds (node, G_TYPE_STRING))
    return NULL;
  text = json_node_get_string (node);
  if (text == NULL || strnlen (text, max_len + 1) > max_len || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return text;
}

const char *
cor_json_get_string (JsonObject *object, const char *name, gsize max_len)
{
  return checked_string (member (object, name), max_len);
}

char *
cor_json_dup_text (JsonObject *object, const char *name, gsize max_len)
{
  JsonNode *node = member (object, name);

  if (holds (node, G_TYPE_INT64))
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (checked_string (node, max_len));
}

gint64
cor_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = member (object, name);
  gint64 value = fallback;

  if (holds (node, G_TYPE_INT64))
    return json_node_get_int (node);
  if (holds (node, G_TYPE_DOUBLE)) {
    double number = json_node_get_double (node);

    /* 2^53: every whole number below it has a double of its own. */
    return fabs (number) <= 9007199254740992.0 ? (gint64)number : fallback;
  }
  if (holds (node, G_TYPE_STRING))
    g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, &value,
                              NULL);
  return value;
}

gboolean
cor_json_get_bool (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return holds (node, G_TYPE_BOOLEAN) && json_node_get_boolean (node);
}

JsonObject *
cor_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
cor_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

GList *
cor_json_list_members (JsonObject *object, guint max)
{
  GList *names = object != NULL ? json_object_get_members (object) : NULL;
  GList *rest = g_list_nth (names, max);

  if (rest != NULL && rest->prev != NULL) {
    rest->prev->next = NULL;
    g_list_free (rest);
  }
  return names;
}

guint
cor_json_array_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonNode *
element (JsonArray *array, guint index)
{
  return index < cor_json_array_length (array) ? json_array_get_element (array, index) : NULL;
}

JsonObject *
cor_json_array_get_object (JsonArray *array, guint index)
{
  JsonNode *node = element (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
cor_json_array_get_string (JsonArray *array, guint index, gsize max_len)
{
  return checked_string (element (array, index), max_len);
}

char *
cor_json_build (const char *name, ...)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  va_list args;

  json_node_take_object (node, object);
  va_start (args, name);
  for (const char *key = name; key != NULL; key = va_arg (args, const char *)) {
    const char *value = va_arg (args, const char *);

    if (value != NULL)
      json_object_set_string_member (object, key, value);
  }
  va_end (args);
  return json_to_string (node, FALSE);
}
