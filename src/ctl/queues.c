/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl queues` and `cornetta ctl queue`. */
#include "config.h"
#include "queues.h"
#include "input.h"
#include "show.h"

CorExit
cor_queues_run_show (const CorContext *context)
{
  static const char *const keys[] = { "queue", "name", "waiting", "state", NULL };
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

CorExit
cor_queues_run (const CorContext *context)
{
  static const char *const acts[] = { "log-in", "log-out", "pause", "go-on", NULL };
  const char *act = cor_context_arg (context, 0);
  g_autofree char *reason = cor_input_join (context->args, 2);

  if (!g_strv_contains (acts, act) || (*reason != '\0' && !g_str_equal (act, "pause")) ||
      !g_utf8_validate (reason, -1, NULL))
    return cor_context_bad_usage (context);
  return cor_context_order (context,
                            g_variant_new ("(sss)", act, cor_context_arg (context, 1), reason));
}
