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
  if (state == COR_LINE_READY)
    return "pass";
  return state == COR_LINE_FAILED && !served ? "fail" : "skip";
}

static void
add (GVariantBuilder *checks, const char *id, const char *status, const char *reason)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", id);
  g_variant_dict_insert (&dict, "group", "s", "line");
  g_variant_dict_insert (&dict, "status", "s", status);
  g_variant_dict_insert (&dict, "reason", "s", reason);
  g_variant_builder_add_value (checks, g_variant_dict_end (&dict));
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
  add (checks, ids[way->kind], judge (state, served), text);
}

GVariant *
cor_session_check_lines (CorSession *self)
{
  CorLineChooser *line;
  GVariantBuilder checks;

  g_variant_builder_init (&checks, G_VARIANT_TYPE ("aa{sv}"));
  if (self->line == NULL || !COR_IS_LINE_CHOOSER (self->line)) {
    if (self->line_pending || self->state != COR_SESSION_READY)
      add (&checks, "line.offered", "skip", _ ("The server has not told of your extensions yet."));
    else
      add (&checks, "line.offered", "fail", _ ("Your account has no extension for this computer."));
    return g_variant_builder_end (&checks);
  }
  add (&checks, "line.offered", "pass", _ ("There is an extension for this computer."));
  line = COR_LINE_CHOOSER (self->line);
  for (guint i = 0; i < cor_line_chooser_get_n_ways (line); i++)
    check_way (line, i, &checks);
  return g_variant_builder_end (&checks);
}
