/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages to the running program. */
#include "config.h"
#include "bus.h"
#include <glib/gi18n-lib.h>

#define NOTICE_MS (2 * 1000)
/* Starting on a slow disk, or a sign-in over a slow network, may take that long. */
#define LIMIT_MS (120 * 1000)

typedef struct {
  GMainLoop *loop;
  GVariant *answer;
  GError *error;
} Wait;

static gboolean
on_slow (gpointer user_data)
{
  g_printerr ("cornetta: %s\n", _ ((const char *)user_data));
  return G_SOURCE_REMOVE;
}

static void
on_call_ready (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  wait->answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &wait->error);
  g_main_loop_quit (wait->loop);
}

GVariant *
cor_bus_call (GDBusConnection *bus, const CorBusCall *call, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSource) notice = g_timeout_source_new (NOTICE_MS);
  Wait wait = { loop, NULL, NULL };
  const char *text = call->waiting != NULL ? call->waiting : N_ ("Waiting for Cornetta to answer…");

  g_main_context_push_thread_default (context);
  g_source_set_callback (notice, on_slow, (gpointer)text, NULL);
  g_source_attach (notice, context);
  g_dbus_connection_call (bus, COR_APP_ID, COR_CONTROL_PATH,
                          call->interface != NULL ? call->interface : COR_CONTROL_INTERFACE,
                          call->method, call->arguments, NULL,
                          call->start ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          LIMIT_MS, NULL, on_call_ready, &wait);
  g_main_loop_run (loop);
  g_source_destroy (notice);
  g_main_context_pop_thread_default (context);
  if (wait.error != NULL)
    g_propagate_error (error, wait.error);
  return wait.answer;
}

static void
add_from_environment (GVariantDict *data, const char *key, const char *variable)
{
  const char *value = g_getenv (variable);

  if (value != NULL && value[0] != '\0' && g_utf8_validate (value, -1, NULL))
    g_variant_dict_insert (data, key, "s", value);
}

GVariant *
cor_bus_platform_data (void)
{
  g_auto (GVariantDict) data = G_VARIANT_DICT_INIT (NULL);

  add_from_environment (&data, "activation-token", "XDG_ACTIVATION_TOKEN");
  add_from_environment (&data, "desktop-startup-id", "DESKTOP_STARTUP_ID");
  return g_variant_dict_end (&data);
}

gboolean
cor_bus_is_not_running (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER);
}

/* The program's own errors. */
static CorExit
code_of (const GError *error)
{
  static const struct {
    const char *name;
    CorExit code;
  } errors[] = { { "org.cornetta.Cornetta.Error.CodeNeeded", COR_EXIT_CODE_NEEDED },
                 { "org.cornetta.Cornetta.Error.Locked", COR_EXIT_LOCKED } };
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (g_strcmp0 (name, errors[i].name) == 0)
      return errors[i].code;
  return COR_EXIT_FAILED;
}

CorExit
cor_bus_fail (const GError *error)
{
  g_autoptr (GError) plain = g_error_copy (error);

  if (cor_bus_is_not_running (error)) {
    g_printerr ("cornetta: %s\n", _ ("Cornetta is not running"));
    return COR_EXIT_NOT_RUNNING;
  }
  g_dbus_error_strip_remote_error (plain);
  g_printerr ("cornetta: %s\n", plain->message);
  return code_of (error);
}
