/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl contact`: contacts are made, changed and deleted. */
#include "config.h"
#include "contact.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* FIELD=TEXT of each word from `first` on; NULL where one is none. */
static GVariant *
read_fields (GPtrArray *args, guint first)
{
  GVariantBuilder fields;

  g_variant_builder_init (&fields, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = first; i < args->len; i++) {
    const char *word = args->pdata[i];
    const char *equal = strchr (word, '=');
    g_autofree char *name = equal != NULL ? g_strndup (word, (gsize)(equal - word)) : NULL;

    if (name == NULL || *name == '\0' || !g_utf8_validate (word, -1, NULL)) {
      g_variant_builder_clear (&fields);
      return NULL;
    }
    g_variant_builder_add (&fields, "{ss}", name, equal + 1);
  }
  return g_variant_builder_end (&fields);
}

static CorExit
order (GDBusConnection *bus, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (bus, &(CorBusCall){ .method = method, .arguments = arguments }, &error);

  if (answer == NULL)
    return cor_bus_fail (error);
  if (g_variant_is_of_type (answer, G_VARIANT_TYPE ("(u)"))) {
    g_autofree char *line = NULL;
    guint32 n;

    g_variant_get (answer, "(u)", &n);
    line = g_strdup_printf ("%u", n);
    cor_show_line (line);
  }
  if (g_variant_is_of_type (answer, G_VARIANT_TYPE ("(x)"))) {
    g_autofree char *line = NULL;
    gint64 id;

    g_variant_get (answer, "(x)", &id);
    line = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    cor_show_line (line);
  }
  return COR_EXIT_OK;
}

static gboolean
read_id (GPtrArray *args, gint64 *ret_id)
{
  return args->len > 1 &&
         g_ascii_string_to_signed (args->pdata[1], 10, 1, G_MAXINT64, ret_id, NULL);
}

/* As the program sees it, whose folder is another. */
static GVariant *
new_path (const char *name)
{
  g_autofree char *path = g_canonicalize_filename (name, NULL);

  return g_variant_new_bytestring (path);
}

/* Thousands of contacts take minutes at the rate that the server allows. */
static CorExit
import (GDBusConnection *bus, const char *name, gboolean look_only)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (
    bus,
    &(CorBusCall){ .method = "ImportContacts",
                   .arguments = g_variant_new ("(@ayb)", new_path (name), look_only) },
    &error);
  g_autoptr (GVariant) counts = NULL;

  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(a{sv})"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  counts = g_variant_get_child_value (answer, 0);
  cor_show_dictionary (counts);
  return COR_EXIT_OK;
}

CorExit
cor_contact_run (GDBusConnection *bus, GPtrArray *args)
{
  const char *act = args->pdata[0];
  GVariant *fields;
  gint64 id;

  if (g_str_equal (act, "create") && args->len > 1) {
    fields = read_fields (args, 1);
    return fields != NULL ? order (bus, "CreateContact", g_variant_new ("(@a{ss})", fields))
                          : COR_EXIT_USAGE;
  }
  if (g_str_equal (act, "edit") && args->len > 2 && read_id (args, &id)) {
    fields = read_fields (args, 2);
    return fields != NULL ? order (bus, "EditContact", g_variant_new ("(x@a{ss})", id, fields))
                          : COR_EXIT_USAGE;
  }
  if (g_str_equal (act, "delete") && args->len == 2 && read_id (args, &id))
    return order (bus, "DeleteContact", g_variant_new ("(x)", id));
  if (g_str_equal (act, "import") && args->len == 2)
    return import (bus, args->pdata[1], FALSE);
  if (g_str_equal (act, "import") && args->len == 3 && g_str_equal (args->pdata[2], "look"))
    return import (bus, args->pdata[1], TRUE);
  if (g_str_equal (act, "export") && args->len == 2)
    return order (bus, "ExportContacts", g_variant_new ("(@ay)", new_path (args->pdata[1])));
  return COR_EXIT_USAGE;
}
