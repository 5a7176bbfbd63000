/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl conf`: several talk together. */
#include "config.h"
#include "conference.h"
#include "front.h"
#include "show.h"
#include <glib/gi18n-lib.h>

static CorExit
order (GDBusConnection *bus, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (bus, &(CorBusCall){ .method = method, .arguments = arguments }, &error);

  return answer != NULL ? COR_EXIT_OK : cor_bus_fail (error);
}

static CorExit
add (GDBusConnection *bus, const char *number, const char *call)
{
  guint64 id = 0;

  if (call != NULL && !g_ascii_string_to_unsigned (call, 10, 0, G_MAXUINT32, &id, NULL))
    return COR_EXIT_USAGE;
  if (!cor_front_check_number (number))
    return COR_EXIT_USAGE;
  return order (bus, "AddToConference", g_variant_new ("(us)", (guint32)id, number));
}

/* The state in a line, then who is in it: number, name, muted. */
static void
show_for_people (GVariant *conference)
{
  static const char *const keys[] = { "number", "name", "muted", NULL };
  static const char *const lines[] = { "state", "asked", "trouble" };
  g_autoptr (GVariant) participants =
    g_variant_lookup_value (conference, "participants", G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autofree char *value = cor_show_key (conference, lines[i]);
    g_autofree char *line = g_strdup_printf ("%s: %s", lines[i], value);

    if (*value != '\0')
      cor_show_line (line);
  }
  if (participants != NULL)
    cor_show_rows (participants, keys);
}

static CorExit
show (GDBusConnection *bus, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = cor_bus_call (bus, &(CorBusCall){ .method = "Conference" }, &error);
  g_autoptr (GVariant) conference = NULL;

  if (answer == NULL)
    return cor_bus_fail (error);
  if (!g_variant_is_of_type (answer, G_VARIANT_TYPE ("(a{sv})"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    return COR_EXIT_FAILED;
  }
  conference = g_variant_get_child_value (answer, 0);
  if (json)
    cor_show_json (conference);
  else
    show_for_people (conference);
  return COR_EXIT_OK;
}

CorExit
cor_conference_run (GDBusConnection *bus, GPtrArray *args, gboolean json)
{
  static const char *const alone[] = { "join", "end", NULL };
  static const char *const of_somebody[] = { "mute", "unmute", "remove", NULL };
  const char *act = args->pdata[0];
  const char *who = args->len > 1 ? args->pdata[1] : NULL;

  if (g_str_equal (act, "add") && who != NULL)
    return add (bus, who, args->len > 2 ? args->pdata[2] : NULL);
  if (g_str_equal (act, "show") && who == NULL)
    return show (bus, json);
  if (g_strv_contains (alone, act) && who == NULL)
    return order (bus, "Confer", g_variant_new ("(ss)", act, ""));
  if (g_strv_contains (of_somebody, act) && args->len == 2)
    return order (bus, "Confer", g_variant_new ("(ss)", act, who));
  return COR_EXIT_USAGE;
}
