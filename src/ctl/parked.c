/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl parked` and `cornetta ctl pick-up`. */
#include "config.h"
#include "parked.h"
#include "show.h"

CorExit
cor_parked_run_show (const CorContext *context)
{
  static const char *const keys[] = { "parking", "text", "by", "seconds", NULL };
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
cor_parked_run_pick_up (const CorContext *context)
{
  return cor_context_order (context, g_variant_new ("(s)", cor_context_arg (context, 0)));
}
