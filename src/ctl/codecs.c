/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl codecs`: which codecs calls offer, and in what order. */
#include "config.h"
#include "codecs.h"
#include "show.h"
#include <glib/gi18n-lib.h>

static CorExit
set (GDBusConnection *bus, GPtrArray *names)
{
  GVariant *list = g_variant_new_strv ((const char *const *)names->pdata, (gssize)names->len);
  const CorBusCall call = { .method = "SetCodecs", .arguments = g_variant_new ("(@as)", list) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, &call, &error);

  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}

static void
show (GVariant *names)
{
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, names);
  while (g_variant_iter_next (&iter, "&s", &name))
    cor_show_line (name);
}

CorExit
cor_codecs_run (GDBusConnection *bus, GPtrArray *names, gboolean json)
{
  const CorBusCall call = { .method = "Codecs" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) used = NULL;

  if (names->len > 0)
    return set (bus, names);
  answer = cor_bus_call (bus, &call, &error);
  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(as)"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  used = g_variant_get_child_value (answer, 0);
  if (json)
    cor_show_json (used);
  else
    show (used);
  return COR_EXIT_OK;
}
