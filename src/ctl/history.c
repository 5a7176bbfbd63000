/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl history` and `missed`: the calls of the past. */
#include "config.h"
#include "history.h"
#include "input.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <stdio.h>

#define MAX_ROWS 1000

gboolean
cor_history_take_options (GPtrArray *args, CorHistoryOptions *ret_options)
{
  ret_options->count = cor_input_take_flag (args, "--count");
  ret_options->older = cor_input_take_flag (args, "--older");
  return cor_input_take_value (args, "--only", &ret_options->only) &&
         cor_input_take_value (args, "--of", &ret_options->whose) &&
         cor_input_take_value (args, "--from", &ret_options->from) &&
         cor_input_take_value (args, "--to", &ret_options->to);
}

/* The midnight that a day begins with, or ends with. */
static gboolean
read_day (const char *text, gboolean end, gint64 *ret_time)
{
  int year, month, day, used = 0;
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) next = NULL;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &used) == 3 && text[used] == '\0')
    midnight = g_date_time_new_local (year, month, day, 0, 0, 0);
  if (midnight == NULL) {
    g_printerr (_ ("cornetta: “%s” is no date: YYYY-MM-DD\n"), text);
    return FALSE;
  }
  next = g_date_time_add_days (midnight, end ? 1 : 0);
  *ret_time = next != NULL ? g_date_time_to_unix (next) : 0;
  return TRUE;
}

/* Floating; NULL after saying what is wrong. */
static GVariant *
read_filter (GPtrArray *args, const CorHistoryOptions *options)
{
  g_autofree char *query = cor_input_join (args, 0);
  GVariantDict dictionary;
  gint64 from = 0, to = 0;

  if ((options->from != NULL && !read_day (options->from, FALSE, &from)) ||
      (options->to != NULL && !read_day (options->to, TRUE, &to)))
    return NULL;
  g_variant_dict_init (&dictionary, NULL);
  g_variant_dict_insert (&dictionary, "query", "s", query);
  if (options->only != NULL)
    g_variant_dict_insert (&dictionary, "only", "s", options->only);
  if (options->whose != NULL)
    g_variant_dict_insert (&dictionary, "whose", "s", options->whose);
  if (from != 0)
    g_variant_dict_insert (&dictionary, "from", "x", from);
  if (to != 0)
    g_variant_dict_insert (&dictionary, "to", "x", to);
  return g_variant_dict_end (&dictionary);
}

/* Transfer full: the answer's only value, an empty tuple, or NULL after saying why. */
static GVariant *
ask (GDBusConnection *bus, const CorBusCall *call, const char *type, CorExit *ret_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, call, &error);

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

static CorExit
show_rows (GDBusConnection *bus, const CorBusCall *call, gboolean of_others, gboolean json)
{
  static const char *const keys[] = { "time", "direction", "number", "name", "duration", NULL };
  static const char *const others[] = { "time",     "direction", "number", "name",
                                        "duration", "colleague", NULL };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) rows = ask (bus, call, "(aa{sv})", &code);

  if (rows == NULL)
    return code;
  if (json)
    cor_show_json (rows);
  else
    cor_show_rows (rows, of_others ? others : keys);
  return COR_EXIT_OK;
}

static CorExit
show_count (GDBusConnection *bus, GVariant *filter)
{
  const CorBusCall call = { .method = "CountHistory",
                            .arguments = g_variant_new ("(@a{sv})", filter) };
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) count = ask (bus, &call, "(u)", &code);

  if (count != NULL)
    g_print ("%u\n", g_variant_get_uint32 (count));
  return code;
}

static CorExit
order (GDBusConnection *bus, const char *method)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) answer = ask (bus, &(CorBusCall){ .method = method }, "()", &code);

  return code;
}

CorExit
cor_history_run (GDBusConnection *bus,
                 GPtrArray *args,
                 const CorHistoryOptions *options,
                 gboolean json)
{
  g_autofree char *query = cor_input_join (args, 0);
  CorBusCall call = { .method = "SearchHistory" };
  GVariant *filter;

  if (options->older)
    return order (bus, "FetchOlderHistory");
  if (options->only == NULL && options->from == NULL && options->to == NULL &&
      options->whose == NULL && !options->count) {
    call.arguments = g_variant_new ("(su)", query, (guint32)MAX_ROWS);
    return show_rows (bus, &call, FALSE, json);
  }
  filter = read_filter (args, options);
  if (filter == NULL)
    return COR_EXIT_USAGE;
  if (options->count)
    return show_count (bus, filter);
  call.method = "FilterHistory";
  call.arguments = g_variant_new ("(@a{sv}u)", filter, (guint32)MAX_ROWS);
  return show_rows (bus, &call, options->whose != NULL, json);
}

CorExit
cor_history_run_missed (GDBusConnection *bus, const char *word)
{
  CorExit code = COR_EXIT_OK;
  g_autoptr (GVariant) status = NULL;
  guint32 missed = 0;

  if (g_strcmp0 (word, "seen") == 0)
    return order (bus, "SeeMissed");
  if (word != NULL) {
    g_printerr (_ ("Usage: cornetta ctl %s %s\n"), "missed", "[seen]");
    return COR_EXIT_USAGE;
  }
  status = ask (bus, &(CorBusCall){ .method = "Status" }, "(a{sv})", &code);
  if (status == NULL)
    return code;
  g_variant_lookup (status, "missed", "u", &missed);
  g_print ("%u\n", missed);
  return COR_EXIT_OK;
}
