/* SPDX-License-Identifier: GPL-3.0-or-later
 * A service of the desktop's for tests. */
#include "fake-service.h"

struct _FakeService {
  GDBusConnection *bus;
  GDBusInterfaceInfo *info;
  char *path;
  guint object;
  GHashTable *properties, *answers; /* name -> GVariant */
  GString *log;
};

gboolean
fake_service_on_watchdog (gpointer what)
{
  g_error ("waited in vain for %s", (const char *)what);
  return G_SOURCE_REMOVE;
}

GTestDBus *
fake_service_bus_up (void)
{
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);

  g_test_dbus_up (bus);
  return bus;
}

static void
variant_free (gpointer value)
{
  if (value != NULL)
    g_variant_unref (value);
}

/* "", 0, FALSE, nothing. */
static GVariant *
make_least (GDBusMethodInfo *method)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_TUPLE);
  for (guint i = 0; method->out_args != NULL && method->out_args[i] != NULL; i++) {
    g_autoptr (GVariant) zeros = g_variant_ref_sink (g_variant_new_from_data (
      G_VARIANT_TYPE (method->out_args[i]->signature), NULL, 0, FALSE, NULL, NULL));
    g_autoptr (GVariant) least = g_variant_get_normal_form (zeros);

    g_variant_builder_add_value (&values, least);
  }
  return g_variant_builder_end (&values);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeService *self = user_data;
  g_autofree char *arguments = g_variant_print (parameters, FALSE);
  gpointer answer;

  g_string_append_printf (self->log, "%s %s\n", method, arguments);
  if (!g_hash_table_lookup_extended (self->answers, method, NULL, &answer))
    g_dbus_method_invocation_return_value (
      invocation, make_least (g_dbus_interface_info_lookup_method (self->info, method)));
  else if (answer == NULL)
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                   "no");
  else
    g_dbus_method_invocation_return_value (invocation, answer);
}

static GVariant *
on_get (GDBusConnection *bus,
        const char *sender,
        const char *path,
        const char *interface,
        const char *name,
        GError **error,
        gpointer user_data)
{
  GVariant *value = g_hash_table_lookup (((FakeService *)user_data)->properties, name);

  if (value != NULL)
    return g_variant_ref (value);
  g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED, "%s is not known", name);
  return NULL;
}

FakeService *
fake_service_new (GTestDBus *bus, const char *name, const char *path, const char *xml)
{
  static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL, { NULL } };
  FakeService *self = g_new0 (FakeService, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);

  g_assert_no_error (error);
  self->info = g_dbus_interface_info_ref (node->interfaces[0]);
  self->path = g_strdup (path);
  self->log = g_string_new (NULL);
  self->properties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variant_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variant_free);
  self->bus = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->object =
    g_dbus_connection_register_object (self->bus, path, self->info, &vtable, self, NULL, &error);
  g_assert_no_error (error);
  if (name != NULL)
    fake_service_own (self, name);
  return self;
}

void
fake_service_free (FakeService *self)
{
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_dbus_interface_info_unref (self->info);
  g_hash_table_unref (self->properties);
  g_hash_table_unref (self->answers);
  g_string_free (self->log, TRUE);
  g_free (self->path);
  g_free (self);
}

const char *
fake_service_get_unique_name (FakeService *self)
{
  return g_dbus_connection_get_unique_name (self->bus);
}

GDBusConnection *
fake_service_get_connection (FakeService *self)
{
  return self->bus;
}

void
fake_service_own (FakeService *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    self->bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
    g_variant_new ("(su)", name, 4), G_VARIANT_TYPE ("(u)"), 0, -1, NULL, &error);

  g_assert_no_error (error);
}

void
fake_service_set (FakeService *self, const char *property, GVariant *value)
{
  GVariantBuilder changed;

  g_hash_table_insert (self->properties, g_strdup (property), g_variant_ref_sink (value));
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", property, value);
  g_dbus_connection_emit_signal (
    self->bus, NULL, self->path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
    g_variant_new ("(sa{sv}as)", self->info->name, &changed, NULL), NULL);
}

void
fake_service_answer (FakeService *self, const char *method, GVariant *value)
{
  g_hash_table_insert (self->answers, g_strdup (method),
                       value != NULL ? g_variant_ref_sink (value) : NULL);
}

void
fake_service_emit (FakeService *self, const char *name, GVariant *arguments)
{
  g_dbus_connection_emit_signal (self->bus, NULL, self->path, self->info->name, name, arguments,
                                 NULL);
}

char *
fake_service_take_log (FakeService *self)
{
  char *log = g_strdup (self->log->str);

  g_string_truncate (self->log, 0);
  return log;
}

void
fake_service_wait (FakeService *self, const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);

  fake_service_wait_until (strstr (self->log->str, whole) != NULL);
  g_string_truncate (self->log, 0);
}

char *
fake_service_wait_any (FakeService *self)
{
  fake_service_wait_until (self->log->len > 0);
  return fake_service_take_log (self);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  *(gboolean *)user_data = TRUE;
}

/* The bus keeps the order of what goes to one connection, and the main loop that of what comes. */
void
fake_service_settle (FakeService *self)
{
  for (guint i = 0; i < 4; i++) {
    g_autoptr (GDBusConnection) shared = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
    gboolean answered = FALSE;

    g_dbus_connection_call (shared, fake_service_get_unique_name (self), self->path,
                            "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, 0, -1, NULL, on_answer,
                            &answered);
    fake_service_wait_until (answered);
    while (g_main_context_iteration (NULL, FALSE))
      continue;
  }
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

GVariant *
fake_service_call (FakeService *self,
                   const char *to,
                   const char *path,
                   const char *method,
                   GVariant *arguments)
{
  g_autofree char *interface = g_strndup (method, strrchr (method, '.') - method);
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (self->bus, to, path, interface, strrchr (method, '.') + 1, arguments,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_called, &result);
  fake_service_wait_until (result != NULL);
  return g_dbus_connection_call_finish (self->bus, result, NULL);
}
