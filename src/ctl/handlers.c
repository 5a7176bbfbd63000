/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl handler`: which program opens phone links. Done here and not by
 * the running program, so that it works before the first start, from a script
 * and without a screen. */
#include "config.h"
#include "handlers.h"
#include "desktop/handler.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>

gboolean
cor_handlers_take_order (GPtrArray *args, CorHandlersOrder *ret_order)
{
  static const char *const options[] = { "--show", "--set", "--unset" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (cor_input_take_flag (args, options[i])) {
      *ret_order = i;
      n++;
    }
  if (n > 1)
    g_printerr ("%s\n", _ ("cornetta: give one of --show, --set and --unset"));
  return n <= 1;
}

static GVariant *
describe (const char *scheme)
{
  g_autoptr (CorHandler) handler = cor_handler_query (scheme);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "scheme", "s", scheme);
  g_variant_dict_insert (&dict, "id", "s", handler->id != NULL ? handler->id : "");
  g_variant_dict_insert (&dict, "program", "s", handler->name != NULL ? handler->name : "");
  g_variant_dict_insert (&dict, "chosen", "b", handler->chosen);
  if (handler->chosen)
    g_variant_dict_insert (&dict, "previous", "s",
                           handler->previous != NULL ? handler->previous : "");
  return g_variant_dict_end (&dict);
}

static void
show (const char *const *schemes, gboolean json)
{
  static const char *const keys[] = { "scheme", "id", "program", "chosen", "previous", NULL };
  g_autoptr (GVariant) rows = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (; *schemes != NULL; schemes++)
    g_variant_builder_add_value (&builder, describe (*schemes));
  rows = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, keys);
}

/* The first scheme that fails tells enough: its reason is the others' too. */
static CorExit
change (const char *const *schemes, gboolean ours)
{
  g_autoptr (GError) error = NULL;

  for (; *schemes != NULL; schemes++)
    if (!(ours ? cor_handler_set (*schemes, &error) : cor_handler_unset (*schemes, &error))) {
      g_printerr ("cornetta: %s\n", error->message);
      return COR_EXIT_FAILED;
    }
  return COR_EXIT_OK;
}

CorExit
cor_handlers_run (CorHandlersOrder order, GPtrArray *schemes, gboolean json)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *const *chosen = cor_handler_schemes ();

  for (guint i = 0; i < schemes->len; i++) {
    if (!g_strv_contains (cor_handler_schemes (), schemes->pdata[i])) {
      g_printerr (_ ("cornetta: “%s” is none of the links that Cornetta opens: tel, callto, "
                     "nethlink\n"),
                  (const char *)schemes->pdata[i]);
      return COR_EXIT_USAGE;
    }
    g_ptr_array_add (names, schemes->pdata[i]);
  }
  g_ptr_array_add (names, NULL);
  if (schemes->len > 0)
    chosen = (const char *const *)names->pdata;
  if (order != COR_HANDLERS_SHOW)
    return change (chosen, order == COR_HANDLERS_SET);
  show (chosen, json);
  return COR_EXIT_OK;
}
