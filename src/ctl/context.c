/* SPDX-License-Identifier: GPL-3.0-or-later
 * What one command was given, and how it asks the running program. */
#include "config.h"
#include "context.h"
#include <glib/gi18n-lib.h>

const char *
cor_context_arg (const CorContext *context, guint i)
{
  return i < context->args->len ? g_ptr_array_index (context->args, i) : NULL;
}

CorExit
cor_context_bad_usage (const CorContext *context)
{
  g_printerr (_ ("Usage: cornetta ctl %s %s\n"), context->command->name, context->command->usage);
  return COR_EXIT_USAGE;
}

gboolean
cor_context_read_id (const CorContext *context, guint i, guint32 *ret_id)
{
  guint64 id = 0;

  if (cor_context_arg (context, i) != NULL &&
      !g_ascii_string_to_unsigned (cor_context_arg (context, i), 10, 0, G_MAXUINT32, &id, NULL))
    return FALSE;
  *ret_id = (guint32)id;
  return TRUE;
}

GVariant *
cor_context_ask (const CorContext *context,
                 GVariant *arguments,
                 const char *type,
                 CorExit *ret_code)
{
  return cor_context_ask_method (context, context->command->method, arguments, type, ret_code);
}

GVariant *
cor_context_ask_method (const CorContext *context,
                        const char *method,
                        GVariant *arguments,
                        const char *type,
                        CorExit *ret_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (context->bus, &(CorBusCall){ .method = method, .arguments = arguments }, &error);

  if (answer == NULL) {
    *ret_code = cor_bus_fail (error);
    return NULL;
  }
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE (type))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    *ret_code = COR_EXIT_FAILED;
    return NULL;
  }
  return g_variant_n_children (answer) > 0 ? g_variant_get_child_value (answer, 0)
                                           : g_steal_pointer (&answer);
}

CorExit
cor_context_order (const CorContext *context, GVariant *arguments)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) answer = cor_context_ask (context, arguments, "()", &code);

  return code;
}
