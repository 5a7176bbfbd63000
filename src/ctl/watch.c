/* SPDX-License-Identifier: GPL-3.0-or-later
 * Following the running program by its signals. */
#include "config.h"
#include "watch.h"
#include "json.h"
#include "show.h"
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  GDBusConnection *bus;
  GMainLoop *loop;
  GCancellable *cancellable;
  gboolean json;
  const char *key, *value; /* waited for */
  gboolean running;
  CorExit code;
} Watch;

static void
finish (Watch *watch, CorExit code)
{
  /* The first outcome counts; more may come in the same turn of the loop. */
  if (!g_main_loop_is_running (watch->loop))
    return;
  watch->code = code;
  g_main_loop_quit (watch->loop);
}

static void
show_event (Watch *watch, const char *name, GVariant *dictionary)
{
  g_autoptr (GString) out = g_string_new (NULL);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  if (watch->json) {
    g_string_append (out, "{\"signal\":");
    cor_json_append_text (out, name);
    g_string_append (out, g_str_equal (name, "StatusChanged") ? ",\"status\":" : ",\"call\":");
    cor_json_append (out, dictionary);
    g_string_append_c (out, '}');
    cor_show_line (out->str);
    return;
  }
  g_string_append (out, name);
  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    g_autofree char *text = cor_show_value (value);

    g_string_append_printf (out, "\t%s=%s", key, text);
    g_variant_unref (value);
  }
  cor_show_line (out->str);
}

static void
on_monitor_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface,
                   const char *name,
                   GVariant *arguments,
                   gpointer user_data)
{
  g_autoptr (GVariant) dictionary = NULL;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(a{sv})")))
    return;
  dictionary = g_variant_get_child_value (arguments, 0);
  show_event (user_data, name, dictionary);
}

static void
on_monitor_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_printerr ("cornetta: %s\n", _ ("Cornetta is not running"));
  finish (user_data, COR_EXIT_NOT_RUNNING);
}

static void
on_monitor_status (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autoptr (GVariant) status = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL) {
    finish (watch, cor_bus_fail (error));
    return;
  }
  status = g_variant_get_child_value (answer, 0);
  show_event (watch, "StatusChanged", status);
}

static void
ask (Watch *watch, const char *method, const char *type, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (watch->bus, COR_APP_ID, COR_CONTROL_PATH, COR_CONTROL_INTERFACE, method,
                          NULL, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          watch->cancellable, callback, watch);
}

static void
on_monitor_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  ask (user_data, "Status", "(a{sv})", on_monitor_status);
}

static void
check_status (Watch *watch, GVariant *status)
{
  g_autofree char *text = cor_show_key (status, watch->key);
  const char *wanted = watch->value;
  gboolean is_on;

  /* Both as people read it and as JSON has it. */
  if (g_variant_lookup (status, watch->key, "b", &is_on) &&
      g_str_equal (wanted, is_on ? "true" : "false"))
    wanted = text;
  if (g_str_equal (text, wanted))
    finish (watch, COR_EXIT_OK);
}

static void
check_calls (Watch *watch, GVariant *calls)
{
  g_autofree char *count = NULL;
  guint n = 0;

  for (gsize i = 0; i < g_variant_n_children (calls); i++) {
    g_autoptr (GVariant) call = g_variant_get_child_value (calls, i);
    g_autofree char *state = cor_show_key (call, "state");

    n += !g_str_equal (state, "ended");
    if (g_str_equal (watch->key, "call") && g_str_equal (state, watch->value))
      finish (watch, COR_EXIT_OK);
  }
  count = g_strdup_printf ("%u", n);
  if (g_str_equal (watch->key, "calls") && g_str_equal (count, watch->value))
    finish (watch, COR_EXIT_OK);
}

static gboolean
is_about_calls (const Watch *watch)
{
  return g_str_equal (watch->key, "calls") || g_str_equal (watch->key, "call");
}

static void
on_wait_answer (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autoptr (GVariant) value = NULL;

  /* Gone meanwhile, or stopping: the name's watch tells when it is back. */
  if (answer == NULL)
    return;
  value = g_variant_get_child_value (answer, 0);
  if (is_about_calls (watch))
    check_calls (watch, value);
  else
    check_status (watch, value);
}

static void
look_again (Watch *watch)
{
  if (is_about_calls (watch))
    ask (watch, "Calls", "(aa{sv})", on_wait_answer);
  else
    ask (watch, "Status", "(a{sv})", on_wait_answer);
}

static void
on_wait_signal (GDBusConnection *bus,
                const char *sender,
                const char *path,
                const char *interface,
                const char *name,
                GVariant *arguments,
                gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GVariant) dictionary = NULL;

  /* A value may hold for a moment only; what the signal carries isn't missed. */
  if (g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(a{sv})"))) {
    dictionary = g_variant_get_child_value (arguments, 0);
    if (g_str_equal (name, "StatusChanged") && !is_about_calls (watch))
      check_status (watch, dictionary);
    else if (g_str_equal (watch->key, "call")) {
      g_autofree char *state = cor_show_key (dictionary, "state");

      if (g_str_equal (state, watch->value))
        finish (watch, COR_EXIT_OK);
    }
  }
  look_again (watch);
}

static void
on_wait_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  Watch *watch = user_data;

  watch->running = TRUE;
  look_again (watch);
}

static void
on_wait_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ((Watch *)user_data)->running = FALSE;
}

static gboolean
on_wait_over (gpointer user_data)
{
  Watch *watch = user_data;

  if (!g_main_loop_is_running (watch->loop))
    return G_SOURCE_CONTINUE;
  if (!watch->running) {
    g_printerr ("cornetta: %s\n", _ ("Cornetta is not running"));
    finish (watch, COR_EXIT_NOT_RUNNING);
    return G_SOURCE_CONTINUE;
  }
  g_printerr (_ ("cornetta: %s did not become %s in time\n"), watch->key, watch->value);
  finish (watch, COR_EXIT_FAILED);
  return G_SOURCE_CONTINUE;
}

static guint
subscribe (Watch *watch, GDBusSignalCallback callback)
{
  g_dbus_connection_set_exit_on_close (watch->bus, FALSE);
  return g_dbus_connection_signal_subscribe (watch->bus, COR_APP_ID, COR_CONTROL_INTERFACE, NULL,
                                             COR_CONTROL_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                             callback, watch, NULL);
}

static CorExit
run (Watch *watch,
     GDBusSignalCallback on_signal,
     GBusNameAppearedCallback on_appeared,
     GBusNameVanishedCallback on_vanished)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint subscription, name;

  watch->loop = loop;
  watch->cancellable = cancellable;
  subscription = subscribe (watch, on_signal);
  name = g_bus_watch_name_on_connection (watch->bus, COR_APP_ID, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                         on_appeared, on_vanished, watch, NULL);
  g_main_loop_run (loop);
  g_bus_unwatch_name (name);
  g_dbus_connection_signal_unsubscribe (watch->bus, subscription);
  g_cancellable_cancel (cancellable);
  return watch->code;
}

CorExit
cor_watch_monitor (GDBusConnection *bus, gboolean json)
{
  Watch watch = { .bus = bus, .json = json };

  return run (&watch, on_monitor_signal, on_monitor_appeared, on_monitor_vanished);
}

CorExit
cor_watch_wait (GDBusConnection *bus, const char *key, const char *value, guint seconds)
{
  Watch watch = { .bus = bus, .key = key, .value = value };
  guint timer = g_timeout_add_seconds (seconds, on_wait_over, &watch);
  CorExit code = run (&watch, on_wait_signal, on_wait_appeared, on_wait_vanished);

  g_source_remove (timer);
  return code;
}
