/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether the desktop's user wants no notifications now. */
#include "config.h"
#include "desktop/quiet.h"

#define GNOME "org.gnome.desktop.notifications"
#define BANNERS "show-banners"
#define SERVICE "org.freedesktop.Notifications"
#define SERVICE_PATH "/org/freedesktop/Notifications"

struct _CorQuiet {
  GObject parent;
  GSettings *gnome; /* NULL: no such desktop */
  GCancellable *connecting;
  GDBusProxy *service; /* NULL until it is there */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (CorQuiet, cor_quiet, G_TYPE_OBJECT)

enum { PROP_QUIET = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

static gboolean
is_inhibited (CorQuiet *self)
{
  g_autoptr (GVariant) value =
    self->service != NULL ? g_dbus_proxy_get_cached_property (self->service, "Inhibited") : NULL;

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN) &&
         g_variant_get_boolean (value);
}

static void
update (CorQuiet *self)
{
  gboolean quiet =
    is_inhibited (self) || (self->gnome != NULL && !g_settings_get_boolean (self->gnome, BANNERS));

  if (quiet == self->quiet)
    return;
  self->quiet = quiet;
  g_debug ("desktop: notifications are %s", quiet ? "not wanted" : "wanted");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUIET]);
}

static void
on_service (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CorQuiet *self = user_data; /* gone when cancelled */
  g_autoptr (GError) error = NULL;
  GDBusProxy *service = g_dbus_proxy_new_for_bus_finish (result, &error);

  if (service == NULL) {
    g_debug ("desktop: no notification service: %s", error->message);
    return;
  }
  self->service = service;
  g_signal_connect_object (service, "g-properties-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  /* A service that ends says nothing any more. */
  g_signal_connect_object (service, "notify::g-name-owner", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
follow_gnome (CorQuiet *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, GNOME, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, BANNERS))
    return;
  self->gnome = g_settings_new (GNOME);
  g_signal_connect_object (self->gnome, "changed::" BANNERS, G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, COR_QUIET (object)->quiet);
}

static void
dispose (GObject *object)
{
  CorQuiet *self = COR_QUIET (object);

  g_cancellable_cancel (self->connecting);
  g_clear_object (&self->gnome);
  g_clear_object (&self->service);
  G_OBJECT_CLASS (cor_quiet_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  g_object_unref (COR_QUIET (object)->connecting);
  G_OBJECT_CLASS (cor_quiet_parent_class)->finalize (object);
}

static void
cor_quiet_class_init (CorQuietClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_QUIET] =
    g_param_spec_boolean ("quiet", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cor_quiet_init (CorQuiet *self)
{
  self->connecting = g_cancellable_new ();
  follow_gnome (self);
  g_dbus_proxy_new_for_bus (G_BUS_TYPE_SESSION, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL, SERVICE,
                            SERVICE_PATH, SERVICE, self->connecting, on_service, self);
  update (self);
}

CorQuiet *
cor_quiet_new (void)
{
  return g_object_new (COR_TYPE_QUIET, NULL);
}

gboolean
cor_quiet_is_quiet (CorQuiet *self)
{
  return self->quiet;
}
