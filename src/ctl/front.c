/* SPDX-License-Identifier: GPL-3.0-or-later
 * Links, numbers and the plain start: handed to the program, which is started
 * when it isn't running. */
#include "config.h"
#include "front.h"
#include "input.h"
#include "model/number.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <errno.h>
#include <unistd.h>

#define PROGRAM "cornetta-desktop"

CorExit
cor_front_start (char **argv)
{
  const char *folder = g_getenv ("CORNETTA_LIBEXECDIR");
  g_autofree char *path = NULL;

  if (folder == NULL || folder[0] == '\0')
    folder = COR_LIBEXECDIR;
  path = g_build_filename (folder, PROGRAM, NULL);
  execv (path, argv);
  g_printerr (_ ("cornetta: can't start %s: %s. Is Cornetta installed completely?\n"), path,
              g_strerror (errno));
  return COR_EXIT_FAILED;
}

gboolean
cor_front_check_number (const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CorNumber) parsed = cor_number_parse (number, COR_NUMBER_FROM_LINK, &error);

  if (parsed == NULL)
    g_printerr ("cornetta: %s\n", error->message);
  return parsed != NULL;
}

/* What the program answers when it could not be started, or nobody knows how. */
static gboolean
must_start (const GError *error)
{
  return cor_bus_is_not_running (error) ||
         (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
          error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

/* Dial answers when the decision is made; Status says which. */
static CorExit
tell_outcome (GDBusConnection *bus)
{
  g_autoptr (GVariant) answer = cor_bus_call (bus, &(CorBusCall){ .method = "Status" }, NULL);
  g_autoptr (GVariant) status = NULL;
  const char *text;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(a{sv})")))
    return COR_EXIT_OK;
  status = g_variant_get_child_value (answer, 0);
  if (g_variant_lookup (status, "refused", "&s", &text) && text[0] != '\0') {
    g_printerr ("cornetta: %s\n", text);
    return COR_EXIT_FAILED;
  }
  if (g_variant_lookup (status, "asking", "&s", &text) && text[0] != '\0')
    g_printerr ("cornetta: %s\n", _ ("Cornetta asks its user before this call"));
  else if (g_variant_lookup (status, "waiting", "&s", &text) && text[0] != '\0')
    g_printerr ("cornetta: %s\n", _ ("The call waits until there is a line"));
  return COR_EXIT_OK;
}

static GVariant *
dial (GDBusConnection *bus, const char *number, const char *device, gboolean start, GError **error)
{
  return cor_bus_call (
    bus,
    &(CorBusCall){
      .method = "Dial",
      .arguments = g_variant_new ("(ss@a{sv})", number, device, cor_bus_platform_data ()),
      .start = start,
      .waiting = N_ ("Waiting for Cornetta to take the number…"),
    },
    error);
}

CorExit
cor_front_dial (GDBusConnection *bus, const char *number, const char *device)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = dial (bus, number, device, FALSE, &error);

  return answer != NULL ? tell_outcome (bus) : cor_bus_fail (error);
}

CorExit
cor_front_dial_selection (GDBusConnection *bus, gboolean copied)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    cor_bus_call (bus,
                  &(CorBusCall){
                    .method = "DialSelection",
                    .arguments = g_variant_new ("(b@a{sv})", copied, cor_bus_platform_data ()),
                  },
                  &error);

  return answer != NULL ? tell_outcome (bus) : cor_bus_fail (error);
}

static GVariant *
open_texts (GDBusConnection *bus, GPtrArray *texts, GError **error)
{
  g_autoptr (GVariantBuilder) uris = g_variant_builder_new (G_VARIANT_TYPE_STRING_ARRAY);
  CorBusCall call = { .interface = "org.freedesktop.Application", .start = TRUE };

  for (guint i = 0; i < texts->len; i++)
    g_variant_builder_add (uris, "s", g_ptr_array_index (texts, i));
  call.method = texts->len > 0 ? "Open" : "Activate";
  call.arguments = texts->len > 0 ? g_variant_new ("(as@a{sv})", uris, cor_bus_platform_data ())
                                  : g_variant_new ("(@a{sv})", cor_bus_platform_data ());
  call.waiting = N_ ("Waiting for Cornetta to start…");
  return cor_bus_call (bus, &call, error);
}

/* The program takes links as they are; a number needs its option, or it would be a file. */
static CorExit
start_instead (char **argv, const char *number)
{
  const char *with_number[] = { argv[0], "--dial", number, NULL };

  return cor_front_start (number != NULL ? (char **)with_number : argv);
}

/* As launchers do by D-Bus. Without a bus there is nobody to ask for more than a window. */
CorExit
cor_front_activate (char **argv, const char *action)
{
  const char *plain[] = { argv[0], NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;

  if (bus != NULL)
    answer = cor_bus_call (
      bus,
      &(CorBusCall){
        .interface = "org.freedesktop.Application",
        .method = "ActivateAction",
        .arguments = g_variant_new ("(sav@a{sv})", action, NULL, cor_bus_platform_data ()),
        .start = TRUE,
        .waiting = N_ ("Waiting for Cornetta to start…"),
      },
      &error);
  if (answer == NULL)
    return bus == NULL || must_start (error) ? cor_front_start ((char **)plain)
                                             : cor_bus_fail (error);
  return COR_EXIT_OK;
}

CorExit
cor_front_run (char **argv, GPtrArray *texts, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;

  if (bus == NULL)
    return start_instead (argv, number);
  if (number != NULL)
    answer = dial (bus, number, "", TRUE, &error);
  else
    answer = open_texts (bus, texts, &error);
  if (answer == NULL)
    return must_start (error) ? start_instead (argv, number) : cor_bus_fail (error);
  return number != NULL ? tell_outcome (bus) : COR_EXIT_OK;
}
