/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl voicemail`, `recording` and `player`: what was left or recorded, and hearing it. */
#include "config.h"
#include "sounds.h"
#include "show.h"
#include <glib/gi18n-lib.h>

/* The same command by another method. */
static CorContext
with_method (const CorContext *context, const char *method, CorCommand *command)
{
  CorContext changed = *context;

  *command = *context->command;
  command->method = method;
  changed.command = command;
  return changed;
}

static CorExit
order (const CorContext *context, const char *method, GVariant *arguments)
{
  CorCommand command;
  CorContext changed = with_method (context, method, &command);

  return cor_context_order (&changed, arguments);
}

static GVariant *
ask (const CorContext *context, const char *method, const char *type, CorExit *ret_code)
{
  CorCommand command;
  CorContext changed = with_method (context, method, &command);

  return cor_context_ask (&changed, NULL, type, ret_code);
}

/* --- Messages. --- */

static CorExit
show_list (const CorContext *context)
{
  static const char *const keys[] = { "id", "new", "time", "number", "name", "duration", NULL };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) rows = ask (context, "Voicemail", "(aa{sv})", &code);

  if (rows == NULL)
    return code;
  if (context->json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, keys);
  return COR_EXIT_OK;
}

/* "" where there is no such message, or its number is withheld. */
static char *
dup_number_of (const CorContext *context, const char *wanted, CorExit *ret_code)
{
  g_autoptr (GVariant) rows = ask (context, "Voicemail", "(aa{sv})", ret_code);

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    const char *id = NULL, *number = NULL;

    g_variant_lookup (row, "id", "&s", &id);
    g_variant_lookup (row, "number", "&s", &number);
    if (g_strcmp0 (id, wanted) == 0 && number != NULL)
      return g_strdup (number);
  }
  return rows != NULL ? g_strdup ("") : NULL;
}

static CorExit
call_back (const CorContext *context, const char *id)
{
  CorExit code = COR_EXIT_OK;
  g_autofree char *number = dup_number_of (context, id, &code);

  if (number == NULL)
    return code;
  if (*number == '\0') {
    g_printerr ("cornetta: %s\n", _ ("There is no such message, or it has no number to call."));
    return COR_EXIT_FAILED;
  }
  return order (context, "Dial",
                g_variant_new ("(ss@a{sv})", number, context->device != NULL ? context->device : "",
                               cor_bus_platform_data ()));
}

/* --- What messages and recordings have in common. --- */

static CorExit
save (const CorContext *context, const char *kind, const char *id, const char *name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL) {
    g_printerr ("cornetta: %s\n", _ ("That is no file of this computer."));
    return COR_EXIT_USAGE;
  }
  return order (context, "SaveSound", g_variant_new ("(ss^ay)", kind, id, path));
}

static CorExit
run_act (const CorContext *context, const char *kind)
{
  const char *act = cor_context_arg (context, 0), *id = cor_context_arg (context, 1);
  const char *file = cor_context_arg (context, 2);

  if (id == NULL)
    return cor_context_bad_usage (context);
  if (g_str_equal (act, "save") && file != NULL)
    return save (context, kind, id, file);
  if (file != NULL)
    return cor_context_bad_usage (context);
  if (g_str_equal (act, "play"))
    return order (context, "PlaySound", g_variant_new ("(ss)", kind, id));
  if (g_str_equal (act, "delete"))
    return order (context, "DeleteSound", g_variant_new ("(ss)", kind, id));
  if (g_str_equal (act, "call") && g_str_equal (kind, "voicemail"))
    return call_back (context, id);
  return cor_context_bad_usage (context);
}

CorExit
cor_sounds_run_voicemail (const CorContext *context)
{
  const char *act = cor_context_arg (context, 0);

  if (act == NULL || (g_str_equal (act, "list") && context->args->len == 1))
    return show_list (context);
  return run_act (context, "voicemail");
}

CorExit
cor_sounds_run_recording (const CorContext *context)
{
  return run_act (context, "recording");
}

/* --- The player. --- */

CorExit
cor_sounds_run_player (const CorContext *context)
{
  const char *act = cor_context_arg (context, 0), *text = cor_context_arg (context, 1);
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) player = NULL;
  guint64 seconds = 0;

  if (act != NULL) {
    if (g_str_equal (act, "seek") != (text != NULL) ||
        (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, NULL)))
      return cor_context_bad_usage (context);
    return order (context, "ControlPlayer", g_variant_new ("(sd)", act, (double)seconds));
  }
  player = ask (context, "Player", "(a{sv})", &code);
  if (player == NULL)
    return code;
  if (context->json)
    cor_show_json (player);
  else
    cor_show_dictionary (player);
  return COR_EXIT_OK;
}
