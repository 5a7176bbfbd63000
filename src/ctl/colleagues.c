/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl colleagues` and `cornetta ctl colleague`. */
#include "config.h"
#include "colleagues.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>

CorExit
cor_colleagues_show (GDBusConnection *bus, GPtrArray *words, gboolean json)
{
  static const char *const keys[] = { "extension", "name", "text", "seconds", NULL };
  g_autofree char *query = cor_input_join (words, 0);
  const CorBusCall call = { .method = "Colleagues", .arguments = g_variant_new ("(s)", query) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, &call, &error);
  g_autoptr (GVariant) rows = NULL;

  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(aa{sv})"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  rows = g_variant_get_child_value (answer, 0);
  if (json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, keys);
  return COR_EXIT_OK;
}

CorExit
cor_colleagues_act (GDBusConnection *bus, const char *act, const char *who)
{
  static const char *const acts[] = { "star",   "unstar",  "pick-up", "recall",
                                      "listen", "intrude", NULL };
  const CorBusCall call = { .method = "ActOnColleague",
                            .arguments = g_variant_new ("(ss)", act, who) };
  g_autoptr (GVariant) arguments = g_variant_ref_sink (call.arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  if (!g_strv_contains (acts, act))
    return COR_EXIT_USAGE;
  answer = cor_bus_call (bus, &call, &error);
  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}
