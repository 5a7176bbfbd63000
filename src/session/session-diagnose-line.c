/* SPDX-License-Identifier: GPL-3.0-or-later
 * What of this computer's ways to the exchange works and what does not. */
#include "config.h"
#include "session-private.h"
#include "line-chooser.h"
#include <glib/gi18n-lib.h>

/* Another one serves: what does not work is no more than a pity. */
static const char *
judge (CorLineState state, gboolean served)
{
  switch (state) {
  case COR_LINE_READY:
    return "ok";
  case COR_LINE_FAILED:
    return served ? "warning" : "failed";
  case COR_LINE_REGISTERING:
    return served ? "warning" : "unknown";
  case COR_LINE_OFFLINE:
  default:
    return "unknown";
  }
}

static const char *
describe (CorLineState state)
{
  return state == COR_LINE_OFFLINE ? _ ("It was not needed so far.") : _ ("It is being tried.");
}

static void
check_way (CorLineChooser *line, guint i, GVariantBuilder *checks)
{
  static const char *const ids[] = { "line.gateway", "line.sip" };
  gboolean served = cor_line_get_state (COR_LINE (line)) == COR_LINE_READY;
  CorLineState state;
  g_autofree char *reason = NULL, *text = NULL;
  const CorWay *way = cor_line_chooser_describe (line, i, &state, &reason);

  /* Translators: an extension, then a sentence about the way to it. */
  text = g_strdup_printf (_ ("%s: %s"), way->label,
                          state == COR_LINE_READY ? way->why
                          : reason != NULL        ? reason
                                                  : describe (state));
  cor_session_add_check (checks, ids[way->kind], judge (state, served), text);
}

void
cor_session_check_line (CorSession *self, GVariantBuilder *checks)
{
  CorLineChooser *line;

  if (self->line == NULL || !COR_IS_LINE_CHOOSER (self->line)) {
    if (self->line_pending || self->state != COR_SESSION_READY)
      cor_session_add_check (checks, "line.offered", "unknown",
                             _ ("The server has not told of your extensions yet."));
    else
      cor_session_add_check (checks, "line.offered", "failed",
                             _ ("Your account has no extension for this computer."));
    return;
  }
  cor_session_add_check (checks, "line.offered", "ok",
                         _ ("There is an extension for this computer."));
  line = COR_LINE_CHOOSER (self->line);
  for (guint i = 0; i < cor_line_chooser_get_n_ways (line); i++)
    check_way (line, i, checks);
}
