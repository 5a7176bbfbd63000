/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl diagnose`: what works and what does not. */
#include "config.h"
#include "diagnose.h"
#include "show.h"
#include <glib/gi18n-lib.h>

static gboolean
has_failed (GVariant *checks)
{
  for (gsize i = 0; i < g_variant_n_children (checks); i++) {
    g_autoptr (GVariant) check = g_variant_get_child_value (checks, i);
    g_autofree char *status = cor_show_key (check, "status");

    if (g_str_equal (status, "fail"))
      return TRUE;
  }
  return FALSE;
}

CorExit
cor_diagnose_run (GDBusConnection *bus, const char *only, gboolean json)
{
  static const char *const keys[] = { "status", "id", "reason", NULL };
  const CorBusCall call = { .method = "Diagnose",
                            .arguments = g_variant_new ("(s)", only != NULL ? only : ""),
                            .waiting = N_ ("Looking…") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = cor_bus_call (bus, &call, &error);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) checks = NULL;

  if (reply == NULL)
    return cor_bus_fail (error);
  answer = g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sv})"))
             ? g_variant_get_child_value (reply, 0)
             : NULL;
  checks =
    answer != NULL ? g_variant_lookup_value (answer, "checks", G_VARIANT_TYPE ("aa{sv}")) : NULL;
  if (checks == NULL) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  if (json)
    cor_show_json (answer);
  else
    cor_show_rows (checks, keys);
  return has_failed (checks) ? COR_EXIT_FAILED : COR_EXIT_OK;
}
