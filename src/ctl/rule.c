/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl policy`: what its arguments ask of the program. */
#include "config.h"
#include "rule.h"
#include "input.h"

gboolean
cor_rule_take_options (GPtrArray *args, CorRuleOptions *ret_options)
{
  return cor_input_take_value (args, "--class", &ret_options->klass) &&
         cor_input_take_value (args, "--origin", &ret_options->origin) &&
         cor_input_take_value (args, "--device", &ret_options->device);
}

static const char *
or_else (const char *given, const char *otherwise)
{
  return given != NULL ? given : otherwise;
}

const char *
cor_rule_read (GPtrArray *args, const CorRuleOptions *options, GVariant **ret_arguments)
{
  const char *verb = g_ptr_array_index (args, 0);
  const char *scheme = args->len > 1 ? g_ptr_array_index (args, 1) : NULL;
  const char *origin = or_else (options->origin, "link");
  const char *klass = or_else (options->klass, "all");

  if (g_str_equal (verb, "show") && args->len == 1)
    return "Rules";
  if (g_str_equal (verb, "set") && args->len == 3) {
    *ret_arguments = g_variant_new ("(sssss)", origin, scheme, klass, g_ptr_array_index (args, 2),
                                    or_else (options->device, ""));
    return "SetRule";
  }
  if (g_str_equal (verb, "unset") && args->len == 2) {
    *ret_arguments = g_variant_new ("(sss)", origin, scheme, klass);
    return "DropRule";
  }
  return NULL;
}
