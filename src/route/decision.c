/* SPDX-License-Identifier: GPL-3.0-or-later
 * A decision, made and freed. */
#include "config.h"
#include "decision.h"
#include <glib/gi18n-lib.h>

CorRouteDecision *
cor_decision_new (CorRouteKind kind, const CorNumber *number, const char *device, char *reason)
{
  CorRouteDecision *decision = g_new0 (CorRouteDecision, 1);

  decision->kind = kind;
  decision->number = number != NULL ? cor_number_copy (number) : NULL;
  decision->device = g_strdup (device);
  decision->reason = reason;
  return decision;
}

/* Says which text it is that was refused: what a page shows of a link is often another. */
CorRouteDecision *
cor_decision_refuse (CorDialRequest *request, const CorNumber *number, char *reason)
{
  g_autofree char *why = reason;
  g_autofree char *text = cor_number_quote (cor_dial_request_get_text (request));

  if (text == NULL)
    return cor_decision_new (COR_ROUTE_REFUSE, number, NULL, g_steal_pointer (&why));
  /* Translators: the text of a link or number, and why it is not called. */
  return cor_decision_new (COR_ROUTE_REFUSE, number, NULL,
                           g_strdup_printf (_ ("“%s”: %s"), text, why));
}

void
cor_route_decision_free (CorRouteDecision *decision)
{
  if (decision == NULL)
    return;
  cor_number_free (decision->number);
  g_free (decision->device);
  g_free (decision->reason);
  g_free (decision);
}
