/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tells when the computer has slept, by logind.
 * Owner: session. Thread: main context. */
#include "config.h"
#include "desktop/suspend.h"

struct _CorSuspend {
  GObject parent;
  GCancellable *connecting;
  GDBusConnection *bus; /* the system's; NULL until it is there */
  guint subscription;
};

G_DEFINE_FINAL_TYPE (CorSuspend, cor_suspend, G_TYPE_OBJECT)

enum { WOKE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* TRUE before it sleeps, FALSE when it has woken. */
static void
on_prepare_for_sleep (GDBusConnection *bus,
                      const char *sender,
                      const char *path,
                      const char *interface,
                      const char *name,
                      GVariant *parameters,
                      gpointer user_data)
{
  gboolean before;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &before);
  g_debug ("desktop: the computer %s", before ? "is going to sleep" : "has woken");
  if (!before)
    g_signal_emit (user_data, signals[WOKE], 0);
}

static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorSuspend *self = user_data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL) {
    g_debug ("desktop: no system bus: %s", error->message);
    return;
  }
  /* It is restarted at times, and we can do without. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  self->subscription = g_dbus_connection_signal_subscribe (
    self->bus, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep",
    "/org/freedesktop/login1", NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
}

static void
dispose (GObject *object)
{
  CorSuspend *self = COR_SUSPEND (object);

  g_cancellable_cancel (self->connecting);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  g_clear_object (&self->connecting);
  G_OBJECT_CLASS (cor_suspend_parent_class)->dispose (object);
}

static void
cor_suspend_class_init (CorSuspendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dispose;
  signals[WOKE] =
    g_signal_new ("woke", COR_TYPE_SUSPEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cor_suspend_init (CorSuspend *self)
{
  self->connecting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->connecting, on_bus_ready, self);
}

CorSuspend *
cor_suspend_new (void)
{
  return g_object_new (COR_TYPE_SUSPEND, NULL);
}
