/* SPDX-License-Identifier: GPL-3.0-or-later
 * Values of the bus as JSON text. The command has no JSON library, so that it
 * starts fast; it only writes, which is little. */
#include "json.h"
#include <math.h>

void
cor_json_append_text (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"' || *p == '\\')
      g_string_append_printf (out, "\\%c", *p);
    else if ((guchar)*p < 0x20 || *p == 0x7f)
      g_string_append_printf (out, "\\u%04x", (guint)*p);
    else
      g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}

static void
append_double (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, isfinite (value) ? g_ascii_dtostr (text, sizeof text, value) : "null");
}

static void
append_object (GString *out, GVariant *dictionary)
{
  GVariantIter iter;
  GVariant *entry;
  const char *separator = "";

  g_string_append_c (out, '{');
  g_variant_iter_init (&iter, dictionary);
  while ((entry = g_variant_iter_next_value (&iter)) != NULL) {
    g_autoptr (GVariant) key = g_variant_get_child_value (entry, 0);
    g_autoptr (GVariant) value = g_variant_get_child_value (entry, 1);

    g_string_append (out, separator);
    cor_json_append_text (out, g_variant_get_string (key, NULL));
    g_string_append_c (out, ':');
    cor_json_append (out, value);
    separator = ",";
    g_variant_unref (entry);
  }
  g_string_append_c (out, '}');
}

static void
append_container (GString *out, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE ("a{s*}"))) {
    append_object (out, value);
    return;
  }
  g_string_append_c (out, '[');
  for (gsize i = 0; i < g_variant_n_children (value); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

    if (i > 0)
      g_string_append_c (out, ',');
    cor_json_append (out, child);
  }
  g_string_append_c (out, ']');
}

void
cor_json_append (GString *out, GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;

  switch (g_variant_classify (value)) {
  case G_VARIANT_CLASS_VARIANT:
    inner = g_variant_get_variant (value);
    cor_json_append (out, inner);
    break;
  case G_VARIANT_CLASS_STRING:
  case G_VARIANT_CLASS_OBJECT_PATH:
  case G_VARIANT_CLASS_SIGNATURE:
    cor_json_append_text (out, g_variant_get_string (value, NULL));
    break;
  case G_VARIANT_CLASS_DOUBLE:
    append_double (out, g_variant_get_double (value));
    break;
  case G_VARIANT_CLASS_ARRAY:
  case G_VARIANT_CLASS_TUPLE:
  case G_VARIANT_CLASS_DICT_ENTRY:
  case G_VARIANT_CLASS_MAYBE:
    append_container (out, value);
    break;
  case G_VARIANT_CLASS_BYTE:
    g_string_append_printf (out, "%u", g_variant_get_byte (value));
    break;
  case G_VARIANT_CLASS_BOOLEAN:
  case G_VARIANT_CLASS_INT16:
  case G_VARIANT_CLASS_UINT16:
  case G_VARIANT_CLASS_INT32:
  case G_VARIANT_CLASS_UINT32:
  case G_VARIANT_CLASS_INT64:
  case G_VARIANT_CLASS_UINT64:
  case G_VARIANT_CLASS_HANDLE:
  default: {
    /* GVariant's own text of these is JSON's. */
    g_autofree char *text = g_variant_print (value, FALSE);

    g_string_append (out, text);
  }
  }
}
