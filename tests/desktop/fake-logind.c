/* SPDX-License-Identifier: GPL-3.0-or-later
 * logind for tests, as far as a locked screen goes. */
#include "fake-logind.h"

#define LOGIND "org.freedesktop.login1"
#define SESSION "/org/freedesktop/login1/session/_32"

struct _FakeLogind {
  FakeService *manager;
  GDBusNodeInfo *session;
  gboolean locked;
};

static const char manager_xml[] =
  "<node><interface name='" LOGIND ".Manager'><method name='GetSession'>"
  "<arg type='s' direction='in'/><arg type='o' direction='out'/></method></interface></node>";
static const char session_xml[] =
  "<node><interface name='" LOGIND ".Session'>"
  "<property name='LockedHint' type='b' access='read'/></interface></node>";

static GVariant *
on_get (GDBusConnection *bus,
        const char *sender,
        const char *path,
        const char *interface,
        const char *name,
        GError **error,
        gpointer user_data)
{
  return g_variant_new_boolean (((FakeLogind *)user_data)->locked);
}

FakeLogind *
fake_logind_new (GTestDBus *bus)
{
  static const GDBusInterfaceVTable vtable = { NULL, on_get, NULL, { NULL } };
  FakeLogind *self = g_new0 (FakeLogind, 1);

  g_assert_true (g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE));
  self->manager = fake_service_new (bus, LOGIND, "/org/freedesktop/login1", manager_xml);
  fake_service_answer (self->manager, "GetSession", g_variant_new ("(o)", SESSION));
  self->session = g_dbus_node_info_new_for_xml (session_xml, NULL);
  g_assert_cmpuint (g_dbus_connection_register_object (fake_service_get_connection (self->manager),
                                                       SESSION, self->session->interfaces[0],
                                                       &vtable, self, NULL, NULL),
                    >, 0);
  return self;
}

void
fake_logind_free (FakeLogind *self)
{
  fake_service_free (self->manager);
  g_dbus_node_info_unref (self->session);
  g_free (self);
}

static void
tell (FakeLogind *self, const char *path, gboolean locked)
{
  GVariantDict changed = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&changed, "LockedHint", "b", locked);
  g_dbus_connection_emit_signal (
    fake_service_get_connection (self->manager), NULL, path, "org.freedesktop.DBus.Properties",
    "PropertiesChanged",
    g_variant_new ("(s@a{sv}as)", LOGIND ".Session", g_variant_dict_end (&changed), NULL), NULL);
}

void
fake_logind_set_locked (FakeLogind *self, gboolean locked)
{
  self->locked = locked;
  tell (self, SESSION, locked);
}

void
fake_logind_lock_another (FakeLogind *self)
{
  tell (self, "/org/freedesktop/login1/session/c9", TRUE);
}
