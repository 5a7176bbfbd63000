/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl cards`. */
#include "config.h"
#include "company.h"
#include "show.h"
#include <glib/gi18n-lib.h>

/* The title, then what stands on the card. */
static void
show_card (GVariant *card)
{
  g_autofree char *title = cor_show_key (card, "title");
  const char *text = "";
  g_auto (GStrv) lines = NULL;

  g_variant_lookup (card, "text", "&s", &text);
  lines = g_strsplit (text, "\n", -1);
  g_print ("%s\n", title);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_autofree char *line = g_strconcat ("  ", lines[i], NULL);
    cor_show_line (line);
  }
}

CorExit
cor_company_cards (GDBusConnection *bus, const char *number, gboolean json)
{
  const CorBusCall call = { .method = "CustomerCards",
                            .arguments = g_variant_new ("(s)", number != NULL ? number : "") };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, &call, &error);
  g_autoptr (GVariant) cards = NULL;

  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(aa{sv})"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  cards = g_variant_get_child_value (answer, 0);
  if (json) {
    cor_show_json (cards);
    return COR_EXIT_OK;
  }
  for (gsize i = 0; i < g_variant_n_children (cards); i++) {
    g_autoptr (GVariant) card = g_variant_get_child_value (cards, i);
    show_card (card);
  }
  return COR_EXIT_OK;
}
