/* SPDX-License-Identifier: GPL-3.0-or-later
 * `cornetta ctl miccheck` and `echotest`: whether the sound works. */
#include "config.h"
#include "voice.h"
#include "show.h"
#include <glib/gi18n-lib.h>

#define ECHO_NUMBER "*43"

/* Transfer full: what was found, shown; or NULL. */
static GVariant *
ask (GDBusConnection *bus, const CorBusCall *call, gboolean json, CorExit *ret_code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = cor_bus_call (bus, call, &error);
  GVariant *found;

  if (reply == NULL) {
    *ret_code = cor_bus_fail (error);
    return NULL;
  }
  if (!g_variant_is_of_type (reply, G_VARIANT_TYPE ("(a{sv})"))) {
    g_printerr ("cornetta: %s\n", _ ("The running Cornetta is of another version: restart it"));
    *ret_code = COR_EXIT_FAILED;
    return NULL;
  }
  found = g_variant_get_child_value (reply, 0);
  if (json)
    cor_show_json (found);
  else
    cor_show_dictionary (found);
  return found;
}

CorExit
cor_voice_check_microphone (GDBusConnection *bus, gboolean plays, gboolean json)
{
  const CorBusCall call = { .method = "CheckMicrophone",
                            .arguments = g_variant_new ("(b)", plays),
                            .waiting = N_ ("Speak…") };
  CorExit code = COR_EXIT_FAILED;
  g_autoptr (GVariant) found = ask (bus, &call, json, &code);
  gboolean silent = TRUE;

  if (found == NULL)
    return code;
  return g_variant_lookup (found, "silent", "b", &silent) && !silent ? COR_EXIT_OK
                                                                     : COR_EXIT_FAILED;
}

CorExit
cor_voice_test_echo (GDBusConnection *bus, const char *number, gboolean json)
{
  const CorBusCall call = {
    .method = "TestEcho",
    .arguments = g_variant_new ("(s)", number != NULL ? number : ECHO_NUMBER),
    .waiting = N_ ("Calling, and listening to what comes back…"),
  };
  CorExit code = COR_EXIT_FAILED;
  g_autoptr (GVariant) found = ask (bus, &call, json, &code);
  guint32 returned = 0;

  if (found == NULL)
    return code;
  return g_variant_lookup (found, "returned", "u", &returned) && returned > 0 ? COR_EXIT_OK
                                                                              : COR_EXIT_FAILED;
}
