/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl speed-dials` and `cornetta ctl speed-dial`. */
#include "config.h"
#include "speed-dials.h"
#include "show.h"

CorExit
cor_speed_dials_run_show (const CorContext *context)
{
  static const char *const keys[] = { "position", "name", "number", "id", NULL };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) rows = cor_context_ask (context, NULL, "(aa{sv})", &code);

  if (rows == NULL)
    return code;
  if (context->json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, keys);
  return COR_EXIT_OK;
}

static CorExit
order (const CorContext *context, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (context->bus, &(CorBusCall){ .method = method, .arguments = arguments }, &error);

  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}

static gboolean
read_number (const CorContext *context, guint i, gint64 *ret_number)
{
  const char *text = cor_context_arg (context, i);

  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXUINT32, ret_number, NULL);
}

CorExit
cor_speed_dials_run (const CorContext *context)
{
  const char *act = cor_context_arg (context, 0);
  guint n = context->args->len;
  gint64 number, position;

  for (guint i = 0; i < n; i++)
    if (!g_utf8_validate (cor_context_arg (context, i), -1, NULL))
      return cor_context_bad_usage (context);
  if (g_str_equal (act, "create") && n == 3)
    return order (context, "WriteSpeedDial",
                  g_variant_new ("(xss)", (gint64)0, cor_context_arg (context, 1),
                                 cor_context_arg (context, 2)));
  if (!read_number (context, 1, &number))
    return cor_context_bad_usage (context);
  if (g_str_equal (act, "call") && n == 2)
    return order (context, "CallSpeedDial", g_variant_new ("(u)", (guint32)number));
  if (g_str_equal (act, "edit") && n == 4)
    return order (
      context, "WriteSpeedDial",
      g_variant_new ("(xss)", number, cor_context_arg (context, 2), cor_context_arg (context, 3)));
  if (g_str_equal (act, "delete") && n == 2)
    return order (context, "DeleteSpeedDial", g_variant_new ("(x)", number));
  if (g_str_equal (act, "move") && n == 3 && read_number (context, 2, &position))
    return order (context, "MoveSpeedDial", g_variant_new ("(xu)", number, (guint32)position));
  return cor_context_bad_usage (context);
}
