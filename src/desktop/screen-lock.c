/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the screen is locked. */
#include "config.h"
#include "desktop/screen-lock.h"

#define LOGIND "org.freedesktop.login1"

struct _CorScreenLock {
  GObject parent;
  GCancellable *connecting;
  GDBusProxy *session; /* logind's of this user's desktop; NULL until it is there */
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (CorScreenLock, cor_screen_lock, G_TYPE_OBJECT)

enum { PROP_LOCKED = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

static void
update (CorScreenLock *self)
{
  g_autoptr (GVariant) hint = g_dbus_proxy_get_cached_property (self->session, "LockedHint");
  gboolean locked = hint != NULL && g_variant_is_of_type (hint, G_VARIANT_TYPE_BOOLEAN) &&
                    g_variant_get_boolean (hint);

  if (locked == self->locked)
    return;
  self->locked = locked;
  g_debug ("desktop: the screen is %s", locked ? "locked" : "unlocked");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOCKED]);
}

static void
on_session (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorScreenLock *self = user_data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  GDBusProxy *session = g_dbus_proxy_new_finish (result, &error);

  if (session == NULL) {
    g_debug ("desktop: no session of logind's: %s", error->message);
    return;
  }
  self->session = session;
  g_signal_connect_object (session, "g-properties-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/* Its changes are told under its own path. */
static void
on_path (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorScreenLock *self = user_data; /* gone when cancelled */
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (bus, result, &error);
  const char *path;

  if (answer == NULL) {
    g_debug ("desktop: no session of logind's: %s", error->message);
    return;
  }
  g_variant_get (answer, "(&o)", &path);
  g_dbus_proxy_new (bus, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL, LOGIND, path,
                    LOGIND ".Session", self->connecting, on_session, self);
}

/* "auto": the caller's session, else the one its user sees. */
static void
on_bus_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorScreenLock *self = user_data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL) {
    g_debug ("desktop: no system bus: %s", error->message);
    return;
  }
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  g_dbus_connection_call (bus, LOGIND, "/org/freedesktop/login1", LOGIND ".Manager", "GetSession",
                          g_variant_new ("(s)", "auto"), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->connecting, on_path, self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, COR_SCREEN_LOCK (object)->locked);
}

static void
dispose (GObject *object)
{
  CorScreenLock *self = COR_SCREEN_LOCK (object);

  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cor_screen_lock_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (COR_SCREEN_LOCK (object)->connecting);
  G_OBJECT_CLASS (cor_screen_lock_parent_class)->finalize (object);
}

static void
cor_screen_lock_class_init (CorScreenLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_LOCKED] =
    g_param_spec_boolean ("locked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_screen_lock_init (CorScreenLock *self)
{
  self->connecting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->connecting, on_bus_ready, self);
}

CorScreenLock *
cor_screen_lock_new (void)
{
  return g_object_new (COR_TYPE_SCREEN_LOCK, NULL);
}

gboolean
cor_screen_lock_is_locked (CorScreenLock *self)
{
  return self->locked;
}
