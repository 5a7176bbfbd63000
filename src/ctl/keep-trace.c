/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl trace`: what was said, without secrets, into a file that its
 * user alone may read; and how much of it is logged. */
#include "config.h"
#include "keep-trace.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>

gboolean
cor_trace_take_numbers (CorContext *context)
{
  context->numbers = cor_input_take_flag (context->args, "--numbers");
  return TRUE;
}

CorExit
cor_trace_run (const CorContext *context)
{
  const CorBusCall call = { .method = "Trace",
                            .arguments = g_variant_new ("(b)", context->numbers),
                            .waiting = N_ ("Looking…") };
  const char *path = cor_context_arg (context, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = cor_bus_call (context->bus, &call, &error);
  const char *text;

  if (reply == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  g_variant_get (reply, "(&s)", &text);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return COR_EXIT_OK;
  g_printerr ("cornetta: %s\n", error->message);
  return COR_EXIT_FAILED;
}

CorExit
cor_log_level_run (const CorContext *context)
{
  const char *word = cor_context_arg (context, 0);
  g_autoptr (GVariant) level = NULL;
  CorExit code = COR_EXIT_OK;

  level = cor_context_ask (context, g_variant_new ("(s)", word != NULL ? word : ""), "(s)", &code);
  if (level != NULL && word == NULL)
    cor_show_line (g_variant_get_string (level, NULL));
  return code;
}
