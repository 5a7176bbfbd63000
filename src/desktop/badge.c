/* SPDX-License-Identifier: GPL-3.0-or-later
 * A number on the program's icon. */
#include "config.h"
#include "desktop/badge.h"

#define INTERFACE "com.canonical.Unity.LauncherEntry"
#define PATH "/com/canonical/unity/launcherentry/cornetta"

struct _CorBadge {
  GDBusConnection *bus; /* NULL until it is there */
  GCancellable *cancellable;
  guint number;
  gboolean told; /* that there is a number */
};

static void
tell (CorBadge *self)
{
  GVariantBuilder values;

  if (self->bus == NULL || (self->number == 0 && !self->told))
    return;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "count", g_variant_new_int64 (self->number));
  g_variant_builder_add (&values, "{sv}", "count-visible",
                         g_variant_new_boolean (self->number > 0));
  g_dbus_connection_emit_signal (
    self->bus, NULL, PATH, INTERFACE, "Update",
    g_variant_new ("(sa{sv})", "application://" COR_APP_ID ".desktop", &values), NULL);
  self->told = self->number > 0;
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  CorBadge *self = user_data;

  /* Cancelled: it is gone. */
  if (bus == NULL)
    return;
  self->bus = g_steal_pointer (&bus);
  tell (self);
}

CorBadge *
cor_badge_new (void)
{
  CorBadge *self = g_new0 (CorBadge, 1);

  self->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, on_bus, self);
  return self;
}

void
cor_badge_set (CorBadge *self, guint number)
{
  if (self->number == number)
    return;
  self->number = number;
  tell (self);
}

void
cor_badge_free (CorBadge *self)
{
  cor_badge_set (self, 0);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->bus);
  g_free (self);
}
