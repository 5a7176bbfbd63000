/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl`: what is done with calls. */
#include "config.h"
#include "calls.h"
#include "conference.h"
#include "front.h"
#include "input.h"
#include "move.h"
#include "show.h"
#include "stats.h"
#include <string.h>

CorExit
cor_calls_run_stats (const CorContext *context)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) value = NULL;
  guint32 id = 0;

  if (!cor_context_read_id (context, 0, &id))
    return cor_context_bad_usage (context);
  value = cor_context_ask (context, g_variant_new ("(u)", id), "(a{sv})", &code);
  if (value == NULL)
    return code;
  if (context->json)
    cor_show_json (value);
  else
    cor_stats_show (value);
  return COR_EXIT_OK;
}

CorExit
cor_calls_run_call (const CorContext *context)
{
  g_autofree char *number = cor_input_join (context->args, 0);

  if (!cor_front_check_number (number))
    return COR_EXIT_USAGE;
  return cor_front_dial (context->bus, number, context->device != NULL ? context->device : "");
}

CorExit
cor_calls_run_selection (const CorContext *context)
{
  return cor_front_dial_selection (context->bus, context->clipboard);
}

CorExit
cor_calls_run_on_call (const CorContext *context)
{
  guint32 id;

  if (!cor_context_read_id (context, 0, &id))
    return cor_context_bad_usage (context);
  return cor_context_order (context, g_variant_new ("(u)", id));
}

CorExit
cor_calls_run_answer (const CorContext *context)
{
  CorCommand command = *context->command;
  CorContext changed = *context;

  if (context->end_other && context->there)
    return cor_context_bad_usage (context);
  if (context->end_other)
    command.method = "AnswerEnding";
  if (context->there)
    command.method = "AnswerThere";
  changed.command = &command;
  return cor_calls_run_on_call (&changed);
}

CorExit
cor_calls_run_switch (const CorContext *context)
{
  const char *name = context->command->name;
  gboolean on = g_str_equal (name, "hold") || g_str_equal (name, "mute");
  guint32 id;

  if (!cor_context_read_id (context, 0, &id))
    return cor_context_bad_usage (context);
  return cor_context_order (context, g_variant_new ("(ub)", id, on));
}

CorExit
cor_calls_run_dtmf (const CorContext *context)
{
  g_autofree char *digits = g_ascii_strup (cor_context_arg (context, 0), -1);
  guint32 id;

  if (digits[0] == '\0' || digits[strspn (digits, "0123456789*#ABCD")] != '\0' ||
      !cor_context_read_id (context, 1, &id))
    return cor_context_bad_usage (context);
  return cor_context_order (context, g_variant_new ("(us)", id, digits));
}

CorExit
cor_calls_run_transfer (const CorContext *context)
{
  guint32 id;

  if (!cor_context_read_id (context, 1, &id))
    return cor_context_bad_usage (context);
  if (!cor_front_check_number (cor_context_arg (context, 0)))
    return COR_EXIT_USAGE;
  return cor_move_transfer (context->bus, cor_context_arg (context, 0), id, context->ask_first);
}

CorExit
cor_calls_run_switch_device (const CorContext *context)
{
  guint32 id;

  if (!cor_context_read_id (context, 1, &id))
    return cor_context_bad_usage (context);
  return cor_context_order (context, g_variant_new ("(us)", id, cor_context_arg (context, 0)));
}

CorExit
cor_calls_run_record (const CorContext *context)
{
  static const char *const acts[] = { "start", "pause", "resume", "stop", NULL };
  guint32 id;

  if (!g_strv_contains (acts, cor_context_arg (context, 0)) ||
      !cor_context_read_id (context, 1, &id))
    return cor_context_bad_usage (context);
  return cor_context_order (context, g_variant_new ("(us)", id, cor_context_arg (context, 0)));
}

CorExit
cor_calls_run_conference (const CorContext *context)
{
  CorExit code = cor_conference_run (context->bus, context->args, context->json);

  return code == COR_EXIT_USAGE ? cor_context_bad_usage (context) : code;
}

gboolean
cor_calls_take_device (CorContext *context)
{
  return cor_input_take_value (context->args, "--device", &context->device);
}

gboolean
cor_calls_take_clipboard (CorContext *context)
{
  context->clipboard = cor_input_take_flag (context->args, "--clipboard");
  return TRUE;
}

gboolean
cor_calls_take_answer (CorContext *context)
{
  context->end_other = cor_input_take_flag (context->args, "--end-other");
  context->there = cor_input_take_flag (context->args, "--other-phone");
  return TRUE;
}

gboolean
cor_calls_take_consult (CorContext *context)
{
  context->ask_first = cor_input_take_flag (context->args, "--consult");
  return TRUE;
}
